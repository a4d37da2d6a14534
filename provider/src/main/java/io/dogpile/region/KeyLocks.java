// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps explicit operations on one key of a region apart within this process.
 *
 * <p>There are two ways to have a key for oneself. {@link #acquire} is for as long as it takes, with user code running: it marks
 * the key as held and locks nothing else. {@link #enter} is for a few instructions without user code: it locks the key's
 * stripe, which costs no allocation, after whoever holds the key has released it. Reading needs neither.
 *
 * <p>A thread that holds a key may enter or acquire it again. Thread-safe.
 */
public final class KeyLocks {

    private static final Object TWINS = new Object();

    /** Made one by one, when a key needs them: a region that nobody writes to has none. */
    private final AtomicReferenceArray<@Nullable Stripe> stripes;

    private final int mask;

    KeyLocks(int parallelism) {
        int count = Integer.highestOneBit(Math.max(1, parallelism)) * 16;
        stripes = new AtomicReferenceArray<>(count);
        mask = count - 1;
    }

    /** A part of the keys; locked by {@link #enter} until {@link #exit}. */
    public static final class Stripe {

        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Map<Object, Hold> held;
        private @Nullable Condition released;

        /** Lets others go on. */
        public void exit() {
            lock.unlock();
        }

        private @Nullable Hold holdOf(Object key) {
            return held == null ? null : held.get(key);
        }

        private long awaitIdle(long nanos) {
            lock.lock();
            try {
                long left = nanos;
                while (left > 0 && isHeldByOthers()) {
                    left = released().awaitNanos(left);
                }
                return left;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            } finally {
                lock.unlock();
            }
        }

        private boolean isHeldByOthers() {
            return held != null && held.values().stream().anyMatch(hold -> hold.owner != Thread.currentThread());
        }

        private Condition released() {
            Condition condition = released;
            if (condition == null) {
                condition = lock.newCondition();
                released = condition;
            }
            return condition;
        }

        /** Returns false if the time is over, or the thread interrupted; its interrupt status stays set. */
        private boolean awaitRelease(Object key, long nanos) {
            long left = nanos;
            try {
                for (Hold hold = holdOf(key);
                        hold != null && hold.owner != Thread.currentThread();
                        hold = holdOf(key)) {
                    if (left <= 0) {
                        return false;
                    }
                    left = released().awaitNanos(left);
                }
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private void awaitRelease(Object key) {
            for (Hold hold = holdOf(key); hold != null && hold.owner != Thread.currentThread(); hold = holdOf(key)) {
                released().awaitUninterruptibly();
            }
        }
    }

    /** A key that is held. Closing it, by the thread that acquired it, releases the key. */
    public static final class Hold implements AutoCloseable {

        private final Stripe stripe;
        private final Object key;
        private final Thread owner = Thread.currentThread();
        private int depth = 1;

        private Hold(Stripe stripe, Object key) {
            this.stripe = stripe;
            this.key = key;
        }

        @Override
        public void close() {
            stripe.lock.lock();
            try {
                Map<Object, Hold> held = stripe.held;
                if (--depth == 0 && held != null) {
                    held.remove(key);
                    if (stripe.released != null) {
                        stripe.released.signalAll();
                    }
                }
            } finally {
                stripe.lock.unlock();
            }
        }
    }

    /** Waits until nobody else holds the key, and keeps it that way until the stripe is {@linkplain Stripe#exit exited}. */
    public Stripe enter(Object key) {
        Stripe stripe = stripeOf(key);
        stripe.lock.lock();
        if (stripe.held != null) {
            stripe.awaitRelease(key);
        }
        return stripe;
    }

    /** Like {@link #enter}, or null if somebody else holds the key for that long, or until the thread is interrupted. */
    public @Nullable Stripe enter(Object key, long nanos) {
        Stripe stripe = stripeOf(key);
        stripe.lock.lock();
        boolean free = false;
        try {
            free = stripe.awaitRelease(key, nanos);
        } finally {
            if (!free) {
                stripe.lock.unlock();
            }
        }
        return free ? stripe : null;
    }

    /** Like {@link #enter}, or null at once if somebody else holds the key. */
    public @Nullable Stripe tryEnter(Object key) {
        return enter(key, 0);
    }

    /** Waits until nobody else holds the key, then holds it. */
    public Hold acquire(Object key) {
        Stripe stripe = enter(key);
        try {
            return hold(stripe, key);
        } finally {
            stripe.exit();
        }
    }

    /** Like {@link #acquire}, or null at once if somebody else holds the key. */
    public @Nullable Hold tryAcquire(Object key) {
        return acquire(key, 0);
    }

    /** Like {@link #acquire}, or null if somebody else holds the key for that long, or until the thread is interrupted. */
    public @Nullable Hold acquire(Object key, long nanos) {
        Stripe stripe = enter(key, nanos);
        if (stripe == null) {
            return null;
        }
        try {
            return hold(stripe, key);
        } finally {
            stripe.exit();
        }
    }

    private static Hold hold(Stripe stripe, Object key) {
        if (stripe.held == null) {
            stripe.held = new HashMap<>();
        }
        Hold hold = stripe.held.get(key);
        if (hold != null) {
            hold.depth++;
            return hold;
        }
        hold = new Hold(stripe, key);
        stripe.held.put(key, hold);
        return hold;
    }

    /** Waits until nobody but the current thread holds any key: at most that long, or until it is interrupted. */
    public void awaitIdle(long nanos) {
        long left = nanos;
        for (int i = 0; i <= mask; i++) {
            Stripe stripe = stripes.get(i);
            left = stripe == null ? left : stripe.awaitIdle(left);
        }
    }

    /**
     * Acquires several keys, in an order that is the same for everybody, so that two callers never wait for each other.
     *
     * @return a hold for each different key
     */
    public List<Hold> acquireAll(Collection<?> keys) {
        List<Object> ordered = new ArrayList<>(new LinkedHashSet<>(keys));
        ordered.sort(Comparator.comparingInt(Object::hashCode));
        List<Hold> holds = new ArrayList<>(ordered.size() + 1);
        if (hasTwins(ordered)) {
            // Keys of one hash have no order of their own: those who take several of them take turns.
            holds.add(acquire(TWINS));
        }
        ordered.forEach(key -> holds.add(acquire(key)));
        return holds;
    }

    private static boolean hasTwins(List<Object> ordered) {
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).hashCode() == ordered.get(i - 1).hashCode()) {
                return true;
            }
        }
        return false;
    }

    private Stripe stripeOf(Object key) {
        int hash = key.hashCode();
        return stripeAt((hash ^ (hash >>> 16)) & mask);
    }

    private Stripe stripeAt(int index) {
        Stripe stripe = stripes.get(index);
        if (stripe == null) {
            Stripe made = new Stripe();
            Stripe other = stripes.compareAndExchange(index, null, made);
            stripe = other == null ? made : other;
        }
        return stripe;
    }
}
