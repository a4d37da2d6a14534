// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;

/** Locks of the application's that loads hold, and who holds them. */
final class HeldLocks<K> {

    private final Function<? super K, ? extends Lock> rule;
    private final Messages messages;
    private final Time time;
    private final long atMostNanos;

    /** Who has which lock; locks that nobody has are not here. */
    private final ConcurrentMap<Identity, String> holders = new ConcurrentHashMap<>();

    /** A lock as itself, whatever it says it is equal to. Ordered, so that loads of many keys take them in one order. */
    private record Identity(Lock lock) implements Comparable<Identity> {

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            return other instanceof Identity that && that.lock == lock;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(lock);
        }

        @Override
        public int compareTo(Identity other) {
            return Integer.compare(hashCode(), other.hashCode());
        }
    }

    HeldLocks(Function<? super K, ? extends Lock> rule, Messages messages, Time time, long atMostNanos) {
        this.rule = rule;
        this.messages = messages;
        this.time = time;
        this.atMostNanos = atMostNanos;
    }

    /** The locks of one load, until it is closed by the thread that has them. */
    final class Holding implements AutoCloseable {

        private final Deque<Runnable> releases = new ArrayDeque<>();

        private void add(Identity lock, String holder) {
            // A load within a load may have it already.
            String before = holders.put(lock, holder);
            releases.push(() -> {
                if (before == null) {
                    holders.remove(lock);
                } else {
                    holders.put(lock, before);
                }
                lock.lock.unlock();
            });
        }

        @Override
        public void close() {
            releases.forEach(Runnable::run);
            releases.clear();
        }
    }

    /**
     * Takes the locks of the keys, each once, and waits for them no longer than a caller would for a value.
     *
     * @throws WaitException if they are not to be had in that time, or the thread is interrupted
     */
    Holding acquire(Set<K> keys) throws InterruptedException {
        Map<Identity, K> wanted = new HashMap<>();
        keys.forEach(key -> wanted.putIfAbsent(
                new Identity(Objects.requireNonNull(rule.apply(key), "the rule of locks returned no lock")), key));
        long since = time.nanos().getAsLong();
        Holding holding = new Holding();
        boolean complete = false;
        try {
            for (Identity lock : wanted.keySet().stream().sorted().toList()) {
                K key = Objects.requireNonNull(wanted.get(lock));
                acquire(lock, key, since);
                holding.add(lock, "thread '" + Thread.currentThread().getName() + "' for key " + KeyText.of(key));
            }
            complete = true;
            return holding;
        } finally {
            if (!complete) {
                holding.close();
            }
        }
    }

    private void acquire(Identity lock, K key, long since) throws InterruptedException {
        long left = atMostNanos - (time.nanos().getAsLong() - since);
        if (!lock.lock.tryLock(Math.max(0, left), TimeUnit.NANOSECONDS)) {
            throw messages.lockTimedOut(
                    key, atMostNanos, holders.getOrDefault(lock, "somebody outside of this region"));
        }
    }
}
