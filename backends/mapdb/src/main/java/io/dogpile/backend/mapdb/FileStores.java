// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import io.dogpile.backend.SharedClients.Share;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The files that are open in this process: one store for each, shared by all cache managers that name it, and closed when the
 * last of their backends is. Thread-safe.
 */
final class FileStores {

    private final ConcurrentMap<Path, Counted> stores = new ConcurrentHashMap<>();

    /**
     * A share of the store in that file, which is opened now unless it is already; waits while it is being closed.
     *
     * @param file as {@link PrivateFiles#prepared} makes it
     * @param clock if it is opened now, what it tells by which values are past their time
     */
    Share<EntryStore> acquire(Path file, InstantSource clock, Duration sweepEvery) throws IOException {
        while (true) {
            Share<EntryStore> share = stores.computeIfAbsent(file, Counted::new).share(clock, sweepEvery);
            if (share != null) {
                return share;
            }
        }
    }

    /** One file. Its lock is held while it is opened and closed, so that nobody meets it half open. */
    private final class Counted {

        private final Path file;
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable EntryStore store;
        private int users;
        private boolean gone;

        Counted(Path file) {
            this.file = file;
        }

        /** Null if this is not the file's entry any more. */
        @Nullable
        Share<EntryStore> share(InstantSource clock, Duration sweepEvery) throws IOException {
            lock.lock();
            try {
                if (gone) {
                    return null;
                }
                EntryStore open = store == null ? EntryStore.in(FileMedium.lock(file), clock, sweepEvery) : store;
                store = open;
                users++;
                return new One(open);
            } finally {
                forgetIfUnused();
                lock.unlock();
            }
        }

        private void forgetIfUnused() {
            if (users == 0) {
                gone = true;
                stores.remove(file, this);
            }
        }

        private void giveBack(EntryStore open) {
            if (--users == 0) {
                try {
                    open.close();
                } finally {
                    forgetIfUnused();
                }
            }
        }

        /** One backend's share. */
        private final class One implements Share<EntryStore> {

            private final EntryStore open;
            private boolean returned;

            One(EntryStore open) {
                this.open = open;
            }

            @Override
            public EntryStore client() {
                return open;
            }

            @Override
            public void close() {
                lock.lock();
                try {
                    if (!returned) {
                        returned = true;
                        giveBack(open);
                    }
                } finally {
                    lock.unlock();
                }
            }
        }
    }
}
