// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Connections that several backends use together: one for each different setting, closed when the last user has gone.
 * Thread-safe.
 */
public final class SharedClients {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, Counted<?>> clients = new HashMap<>();

    /**
     * A share of a client.
     *
     * @param <C> type of the client
     */
    public interface Share<C> extends AutoCloseable {

        /** The client, which must not be closed by whoever has a share of it. */
        C client();

        /** Gives the share back; the last one closes the client. Closing twice is harmless. */
        @Override
        void close();
    }

    /**
     * The client of those settings; made now unless there is one already.
     *
     * @param settings all that tells one client from another; compared with {@code equals}, of a type that only one kind of
     *     backend uses
     * @param maker makes the client; called while others wait, so it must not take long
     * @param closer closes it
     */
    @SuppressWarnings("unchecked") // The settings' type belongs to one kind of client.
    public <C> Share<C> acquire(Object settings, Supplier<C> maker, Consumer<? super C> closer) {
        lock.lock();
        try {
            Counted<C> counted = (Counted<C>) clients.get(settings);
            if (counted == null) {
                counted = new Counted<>(settings, maker.get(), closer);
                clients.put(settings, counted);
            }
            counted.users++;
            return counted.share();
        } finally {
            lock.unlock();
        }
    }

    /** A client, and how many have a share of it. */
    private final class Counted<C> {

        private final Object settings;
        private final C client;
        private final Consumer<? super C> closer;
        private int users;

        Counted(Object settings, C client, Consumer<? super C> closer) {
            this.settings = settings;
            this.client = client;
            this.closer = closer;
        }

        Share<C> share() {
            return new Share<>() {
                private boolean returned;

                @Override
                public C client() {
                    return client;
                }

                @Override
                public void close() {
                    if (isLast()) {
                        closer.accept(client);
                    }
                }

                private boolean isLast() {
                    lock.lock();
                    try {
                        if (returned) {
                            return false;
                        }
                        returned = true;
                        return --users == 0 && clients.remove(settings) != null;
                    } finally {
                        lock.unlock();
                    }
                }
            };
        }
    }
}
