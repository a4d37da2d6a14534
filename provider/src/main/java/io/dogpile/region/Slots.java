// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import io.dogpile.config.Durations;
import io.dogpile.config.Freshness;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The stored values of a region and what they mean: the level below {@link Region}, for facades that need more than it offers.
 *
 * <p>Nothing here loads, waits or locks; whoever changes a key by more than one step holds it through {@link #locks()}.
 * Thread-safe. Durations are milliseconds, {@link Terms#FOREVER} is without end.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public final class Slots<K, V> {

    private final Backend<K, V> backend;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final long staleFor;
    private final long keepFor;
    private final double jitter;

    /** Whether reading moves deadlines: then values are made so that it can do so in place. */
    private final boolean touchable;

    private final KeyLocks locks = new KeyLocks(Runtime.getRuntime().availableProcessors());
    private final ReentrantLock invalidating = new ReentrantLock();

    private volatile Generations generations = Generations.FIRST;

    /**
     * Terms of this generation that never end, if there are any: one comparison then tells that a value is fresh. Written only
     * while {@link #invalidating} is locked.
     */
    private volatile @Nullable Terms endless;

    /** What the latest values had in common; the next one most often has it too. */
    private volatile Terms recent = new Terms(0, Terms.FOREVER, 0, 0, 0);

    private final Sweeper<K, V> sweeper;
    private final Outages outages;
    private volatile boolean mortal;

    Slots(
            Backend<K, V> backend,
            Environment environment,
            Freshness freshness,
            boolean touchable,
            Sweeper<K, V> sweeper,
            Outages outages) {
        this.backend = backend;
        this.outages = outages;
        this.touchable = touchable;
        this.sweeper = sweeper;
        this.clock = environment.time().clock();
        this.random = environment.random();
        this.staleFor = Durations.toMillisSaturated(freshness.staleFor());
        this.keepFor = Durations.toMillisSaturated(freshness.staleIfError());
        this.jitter = freshness.jitter();
    }

    /** What is stored under the key, whatever it is worth. */
    public @Nullable Stored<V> read(K key) {
        return backend.get(key);
    }

    /** {@link #read} for somebody who can go on without the backend: what it fails to tell is not there. */
    public @Nullable Stored<V> lookUp(K key) {
        try {
            return backend.get(key);
        } catch (RuntimeException e) {
            outages.survive(e);
            return null;
        }
    }

    /** Like {@link #lookUp}, for those of the keys under which something is. */
    public Map<K, Stored<V>> lookUpAll(Collection<? extends K> keys) {
        try {
            return backend.getAll(keys);
        } catch (RuntimeException e) {
            outages.survive(e);
            return Map.of();
        }
    }

    /** The value if it is fresh, else null. */
    public @Nullable V fresh(@Nullable Stored<V> stored) {
        if (stored == null) {
            return null;
        }
        return isEndless(stored) || isFresh(stored) ? stored.value() : null;
    }

    @SuppressWarnings("ReferenceEquality") // Equal terms may be of another time; these are surely of this.
    private boolean isEndless(Stored<V> stored) {
        return stored.terms() == endless;
    }

    private boolean isFresh(Stored<V> stored) {
        return stored.generation() == generations.current()
                && (stored.value() != null || stored.lease() == null)
                && (stored.isEternal() || clock.millis() < stored.freshUntil());
    }

    /** What a stored value is good for now. A remembered absence is fresh as long as it is remembered, and never stale. */
    public State state(@Nullable Stored<V> stored) {
        if (stored == null) {
            return State.ABSENT;
        }
        if (isFresh(stored)) {
            return State.FRESH;
        }
        return isValid(stored) && clock.millis() < stored.expiresAt() ? State.STALE : State.ABSENT;
    }

    /** Whether an absent value may still stand in for one that could not be made. */
    boolean isUsableAfterFailure(@Nullable Stored<V> stored) {
        return stored != null && isValid(stored) && clock.millis() < stored.keptUntil();
    }

    private boolean isValid(Stored<V> stored) {
        return stored.value() != null && stored.generation() >= generations.hardBelow();
    }

    /** Whether there is a value that has come to its end by age, so that its leaving is worth an event. */
    public boolean isExpired(@Nullable Stored<V> stored) {
        return stored != null && stored.value() != null && clock.millis() >= stored.expiresAt();
    }

    /** A value made now, to be stored. */
    public Stored<V> stamp(@Nullable V value, long freshFor) {
        return stamp(value, freshFor, generations.current(), 0, clock.millis());
    }

    Stored<V> stamp(@Nullable V value, long freshFor, long generation, long loadMillis, long now) {
        long lifetime = freshFor == Terms.FOREVER || jitter == 0 ? freshFor : spread(freshFor);
        Terms terms = recent;
        if (terms.freshFor() != lifetime
                || terms.generation() != generation
                || terms.loadMillis() != loadMillis
                || !terms.reaches(now)) {
            terms = new Terms(now, lifetime, staleFor, keepFor, generation, loadMillis, null, null);
            remember(terms);
        }
        Stored<V> stored = new Stored<>(value, terms, now);
        return touchable ? stored.touched(stored.freshUntil()) : stored;
    }

    private void remember(Terms terms) {
        recent = terms;
        if (terms.freshFor() != Terms.FOREVER) {
            expectEnd(terms.freshFor());
        } else if (!touchable) {
            invalidating.lock();
            try {
                endless = terms.generation() == generations.current() ? terms : null;
            } finally {
                invalidating.unlock();
            }
        }
    }

    private void expectEnd(long lifetime) {
        if (!mortal && lifetime != Terms.FOREVER) {
            mortal = true;
            sweeper.start(this);
        }
    }

    private long spread(long freshFor) {
        return freshFor - (long) (freshFor * jitter * random.nextDouble());
    }

    /** Another value in place of a fresh one, living as long as that one would have. */
    public Stored<V> stampLike(Stored<V> fresh, V value) {
        Terms terms = fresh.terms();
        if (terms.lease() == null && terms.token() == null && !touchable) {
            // Terms that are shared stay so.
            return new Stored<>(value, terms, fresh.created());
        }
        return fresh.as(value, null).with(terms.lease(null).token(null));
    }

    /** What holds a lease: the value that is there, unless it was invalidated for good, and the lease. */
    Stored<V> leased(@Nullable Stored<V> stored, Lease lease, long generation, long now) {
        if (stored != null && isValid(stored)) {
            return stored.with(stored.terms().lease(lease).token(null));
        }
        expectEnd(0);
        return new Stored<>(null, new Terms(now, 0, 0, lease.millis(), generation, 0, lease, null), now);
    }

    /** {@link Backend#replace} of the region's backend. */
    public boolean replace(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        return backend.replace(key, expected, update);
    }

    /** {@link Backend#put} of the region's backend. */
    public void put(K key, Stored<V> stored) {
        backend.put(key, stored);
    }

    /** {@link Backend#remove} of the region's backend. */
    public boolean remove(K key) {
        return backend.remove(key);
    }

    /**
     * Makes a fresh value stay fresh for another while from now on.
     *
     * @throws IllegalStateException if the region was not made {@linkplain RegionBuilder#touchable touchable}
     */
    public void touch(K key, Stored<V> stored, long freshFor) {
        if (!touchable) {
            throw new IllegalStateException("the deadlines of this region do not move: it was not built as touchable");
        }
        expectEnd(freshFor);
        backend.touch(key, stored, Terms.plus(clock.millis(), freshFor));
    }

    /** Everything stored, whatever it is worth. */
    public Iterator<Map.Entry<K, Stored<V>>> entries() {
        return backend.entries();
    }

    void clear() {
        backend.clear();
    }

    void invalidate(Invalidation how) {
        invalidating.lock();
        try {
            generations = generations.invalidated(how);
            endless = null;
            expectEnd(0);
        } finally {
            invalidating.unlock();
        }
    }

    long generation() {
        return generations.current();
    }

    long now() {
        return clock.millis();
    }

    /** Whether nobody has any use for what is stored. A value under regeneration stays until its lease is surely over. */
    boolean isUseless(Stored<V> stored) {
        long now = clock.millis();
        Lease lease = stored.lease();
        boolean over = now >= stored.keptUntil() && (lease == null || now - lease.millis() >= stored.keptUntil());
        return over || stored.generation() < generations.hardBelow();
    }

    boolean isShared() {
        return !backend.isLocal();
    }

    /** The key for one access to the backend: by a short lock where that is memory, and by holding it where it is not. */
    KeyLocks.Claim claim(K key) {
        return isShared() ? locks.acquire(key) : locks.enter(key);
    }

    /** Like {@link #claim}, or null if somebody else has the key for that long, or until the thread is interrupted. */
    KeyLocks.@Nullable Claim claim(K key, long nanos) {
        return isShared() ? locks.acquire(key, nanos) : locks.enter(key, nanos);
    }

    Outages outages() {
        return outages;
    }

    /** Keeps operations on one key apart. */
    public KeyLocks locks() {
        return locks;
    }

    Backend<K, V> backend() {
        return backend;
    }
}
