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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
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

    /** So many that two threads are seldom after keys of one stripe: waiting for nothing costs more than any operation. */
    private static final int STRIPES_EACH = 64;

    /** Made when a key needs one, and then one by one: a region that nobody writes to has none. */
    private final AtomicReference<@Nullable AtomicReferenceArray<@Nullable Stripe>> stripes = new AtomicReference<>();

    private final int mask;

    KeyLocks(int parallelism) {
        mask = Integer.highestOneBit(Math.max(1, parallelism)) * STRIPES_EACH - 1;
    }

    /** A key that nobody else gets before it is released, by the thread that claimed it. */
    public sealed interface Claim permits Stripe, Hold {

        /** Lets others go on. */
        void release();
    }

    /** A part of the keys; locked by {@link #enter} until it is released. */
    public static final class Stripe implements Claim {

        private final Mutex lock = new Mutex();
        private @Nullable Condition released;

        /** A key that is held. Hardly ever is there more than one in a part of the keys, so this one costs no map. */
        private @Nullable Hold held;

        /** Other keys that are held. */
        private @Nullable Map<Object, Hold> others;

        @Override
        public void release() {
            lock.unlock();
        }

        private boolean isHeld() {
            return held != null || others != null;
        }

        private @Nullable Hold holdOf(Object key) {
            if (held != null && held.key.equals(key)) {
                return held;
            }
            return others == null ? null : others.get(key);
        }

        private Hold hold(Object key) {
            Hold hold = holdOf(key);
            if (hold != null) {
                hold.depth++;
                return hold;
            }
            hold = new Hold(this, key);
            if (held == null) {
                held = hold;
            } else {
                others = others == null ? new HashMap<>() : others;
                others.put(key, hold);
            }
            return hold;
        }

        private void release(Hold hold) {
            if (held == hold) {
                held = null;
            } else if (others != null) {
                others.remove(hold.key);
            }
            if (released != null) {
                released.signalAll();
            }
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
            return isHeldByOther(held)
                    || (others != null && others.values().stream().anyMatch(Stripe::isHeldByOther));
        }

        private static boolean isHeldByOther(@Nullable Hold hold) {
            return hold != null && hold.owner != Thread.currentThread();
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
    public static final class Hold implements AutoCloseable, Claim {

        private final Stripe stripe;
        private final Object key;
        private final Thread owner = Thread.currentThread();
        private int depth = 1;

        private Hold(Stripe stripe, Object key) {
            this.stripe = stripe;
            this.key = key;
        }

        @Override
        public void release() {
            close();
        }

        @Override
        public void close() {
            stripe.lock.lock();
            try {
                if (--depth == 0) {
                    stripe.release(this);
                }
            } finally {
                stripe.lock.unlock();
            }
        }
    }

    /** Waits until nobody else holds the key, and keeps it that way until the stripe is released. */
    public Stripe enter(Object key) {
        Stripe stripe = stripeOf(key);
        stripe.lock.lock();
        if (stripe.isHeld()) {
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
            free = !stripe.isHeld() || stripe.awaitRelease(key, nanos);
        } finally {
            if (!free) {
                stripe.lock.unlock();
            }
        }
        return free ? stripe : null;
    }

    /** Waits until nobody else holds the key, then holds it. */
    public Hold acquire(Object key) {
        Stripe stripe = enter(key);
        try {
            return stripe.hold(key);
        } finally {
            stripe.release();
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
            return stripe.hold(key);
        } finally {
            stripe.release();
        }
    }

    /** Waits until nobody but the current thread holds any key: at most that long, or until it is interrupted. */
    public void awaitIdle(long nanos) {
        AtomicReferenceArray<@Nullable Stripe> made = stripes.get();
        long left = nanos;
        for (int i = 0; made != null && i <= mask; i++) {
            Stripe stripe = made.get(i);
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
        int index = (hash ^ (hash >>> 16)) & mask;
        AtomicReferenceArray<@Nullable Stripe> made = stripes.get();
        Stripe stripe = made == null ? null : made.get(index);
        return stripe == null ? newStripe(index) : stripe;
    }

    private Stripe newStripe(int index) {
        AtomicReferenceArray<@Nullable Stripe> all =
                stripes.updateAndGet(made -> made == null ? new AtomicReferenceArray<>(mask + 1) : made);
        Stripe made = new Stripe();
        Stripe other = Objects.requireNonNull(all).compareAndExchange(index, null, made);
        return other == null ? made : other;
    }
}
