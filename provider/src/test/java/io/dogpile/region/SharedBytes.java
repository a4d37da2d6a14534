// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.ChangeListener;
import io.dogpile.backend.Stored;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A server in memory that keeps bytes for several processes. */
final class SharedBytes {

    private record Version(byte[] bytes, long number) {

        boolean isRecognisedBy(Object token) {
            return token instanceof byte[] expected ? Arrays.equals(bytes, expected) : token.equals(number);
        }
    }

    private final Map<String, Version> versions = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final List<ChangeListener<? super String>> listeners = new CopyOnWriteArrayList<>();

    /** Whether it cannot be reached. */
    volatile boolean away;

    /** Whether it takes nothing more. */
    volatile boolean full;

    private volatile String held = "";
    private volatile CountDownLatch released = new CountDownLatch(0);

    /** Whether clients that connect from now on are told of changes. */
    volatile boolean tells;

    /** Whether versions are told apart by their content, which clients know, and not by a number that only the store knows. */
    volatile boolean comparesContent;

    /** How many requests have arrived. */
    final AtomicLong requests = new AtomicLong();

    Backend<String, byte[]> client() {
        return new Client();
    }

    /** Loses what stands under a text, as a server under pressure does. */
    void lose(String text) {
        if (versions.remove(text) == null) {
            throw new AssertionError("there is no " + text + " among " + versions.keySet());
        }
    }

    /** Lets readers of a text wait. */
    void hold(String text) {
        released = new CountDownLatch(1);
        held = text;
    }

    void release() {
        released.countDown();
    }

    boolean has(String text) {
        return versions.containsKey(text);
    }

    private final class Client implements Backend<String, byte[]> {

        private Map<String, Version> reach() {
            requests.incrementAndGet();
            if (away) {
                throw new BackendException(BackendException.Kind.UNAVAILABLE, "the store is away", null);
            }
            return versions;
        }

        @Override
        public @Nullable Stored<byte[]> get(String key) {
            if (key.equals(held)) {
                Crew.await(released);
            }
            Version version = reach().get(key);
            return version == null ? null : stored(version);
        }

        private Stored<byte[]> stored(Version version) {
            byte[] bytes = version.bytes.clone();
            return Stored.of(bytes, comparesContent ? bytes : version.number);
        }

        @Override
        public @Nullable Stored<byte[]> written(Stored<byte[]> stored) {
            return comparesContent ? Stored.of(stored.value(), stored.value()) : null;
        }

        private Version version(Stored<byte[]> stored) {
            return new Version(stored.value().clone(), numbers.incrementAndGet());
        }

        @Override
        public void put(String key, Stored<byte[]> stored) {
            reach().put(key, version(stored));
            tell(key);
        }

        @Override
        public boolean replace(String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
            boolean[] replaced = new boolean[1];
            if (full) {
                throw new BackendException(BackendException.Kind.REJECTED, "the store is full", null);
            }
            reach().compute(key, (same, current) -> {
                replaced[0] = expected == null
                        ? current == null
                        : current != null && current.isRecognisedBy(expected.token());
                return !replaced[0] ? current : update == null ? null : version(update);
            });
            tell(key);
            return replaced[0];
        }

        @Override
        public boolean remove(String key) {
            boolean removed = reach().remove(key) != null;
            tell(key);
            return removed;
        }

        private void tell(String key) {
            listeners.forEach(listener -> listener.changed(key));
        }

        @Override
        public void clear() {
            reach().clear();
            listeners.forEach(ChangeListener::missed);
        }

        @Override
        public Iterator<Map.Entry<String, Stored<byte[]>>> entries() {
            return reach().entrySet().stream()
                    .map(entry -> Map.entry(entry.getKey(), stored(entry.getValue())))
                    .toList()
                    .iterator();
        }

        @Override
        public boolean watch(ChangeListener<? super String> listener) {
            return tells && listeners.add(listener);
        }

        @Override
        public boolean dropsExpired() {
            return true;
        }
    }
}
