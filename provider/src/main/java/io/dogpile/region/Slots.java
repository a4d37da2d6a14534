// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Exchange;
import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
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
    private final KnownGenerations generations;
    private final Stamps<V> stamps;
    private final KeyLocks locks;
    private final Sweeper<K, V> sweeper;
    private final Outages outages;
    private volatile boolean mortal;
    private volatile boolean retired;

    Slots(
            Backend<K, V> backend,
            KnownGenerations generations,
            Stamps<V> stamps,
            InstantSource clock,
            KeyLocks locks,
            Sweeper<K, V> sweeper,
            Outages outages) {
        this.backend = backend;
        this.generations = generations;
        this.outages = outages;
        this.sweeper = sweeper;
        this.clock = clock;
        this.stamps = stamps;
        this.locks = locks;
    }

    /** What is stored under the key now, whatever it is worth: for somebody who may change it. */
    public @Nullable Stored<V> read(K key) {
        generations.freshen();
        return seen(backend.current(key));
    }

    private @Nullable Stored<V> seen(@Nullable Stored<V> stored) {
        if (stored != null) {
            generations.saw(stored.generation());
        }
        return stored;
    }

    /** What is stored, for somebody who reads and can go on without the backend: what it fails to tell counts as absent. */
    public @Nullable Stored<V> lookUp(K key) {
        try {
            generations.freshen();
            return seen(backend.get(key));
        } catch (RuntimeException e) {
            return outages.untold(e);
        }
    }

    /** Like {@link #lookUp}, for those of the keys under which something is. */
    public Map<K, Stored<V>> lookUpAll(Collection<? extends K> keys) {
        try {
            generations.freshen();
            Map<K, Stored<V>> found = backend.getAll(keys);
            found.values().forEach(stored -> generations.saw(stored.generation()));
            return found;
        } catch (RuntimeException e) {
            return outages.untold(keys, e);
        }
    }

    /** The value if it is fresh, else null. */
    public @Nullable V fresh(@Nullable Stored<V> stored) {
        if (stored == null) {
            return null;
        }
        return generations.isEndless(stored.terms()) || generations.isFresh(stored, clock) ? stored.value() : null;
    }

    /** What a stored value is good for now. A remembered absence is fresh as long as it is remembered, and never stale. */
    public State state(@Nullable Stored<V> stored) {
        return stored == null ? State.ABSENT : generations.state(stored, clock);
    }

    /** {@link #state(Stored)} for a call that may judge otherwise. */
    State state(@Nullable Stored<V> stored, Judgement judgement) {
        if (stored == null || judgement.isAsStored()) {
            return state(stored);
        }
        if (stored.value() == null) {
            return judgement.insists() ? State.ABSENT : state(stored);
        }
        return isVoid(stored) ? State.ABSENT : judgement.state(stored, isSoftened(stored), clock.millis());
    }

    private boolean isSoftened(Stored<V> stored) {
        return stored.isSoftened() || isOutdated(stored.generation());
    }

    /** Whether an absent value may still stand in for one that could not be made. */
    boolean isUsableAfterFailure(@Nullable Stored<V> stored, Judgement judgement) {
        return stored != null && generations.isValid(stored) && judgement.isUsableAfterFailure(stored, clock.millis());
    }

    /** Whether there is a value that has come to its end by age, so that its leaving is worth an event. */
    public boolean isExpired(@Nullable Stored<V> stored) {
        return stored != null && stored.value() != null && clock.millis() >= stored.expiresAt();
    }

    /** A value made now, to be stored. */
    public Stored<V> stamp(@Nullable V value, long freshFor) {
        generations.freshen();
        return stamp(value, freshFor, generation(), 0, clock.millis());
    }

    Stored<V> stamp(@Nullable V value, long freshFor, long generation, long loadMillis, long now) {
        expectEnd(freshFor);
        return stamps.of(value, freshFor, generation, loadMillis, now);
    }

    /** Another value in place of a fresh one, living as long as that one would have. */
    public Stored<V> stampLike(Stored<V> fresh, V value) {
        return stamps.like(fresh, value);
    }

    /** What holds a lease: the value that is there, unless it was invalidated for good, and the lease. */
    Stored<V> leased(@Nullable Stored<V> stored, Lease lease, long generation, long now) {
        if (stored != null && generations.isValid(stored)) {
            return stored.with(stored.terms().lease(lease).token(null));
        }
        expectEnd(0);
        return new Stored<>(null, new Terms(now, 0, 0, lease.millis(), generation, 0, lease, null), now);
    }

    private void expectEnd(long lifetime) {
        if (lifetime != Terms.FOREVER && !mortal) {
            mortal = true;
            sweeper.start(this);
        }
    }

    /** Leaves what is stored to be swept by others. */
    void handOver(Slots<K, V> next) {
        if (mortal) {
            next.expectEnd(0);
        }
    }

    /** {@link Backend#replace} of the region's backend. */
    public boolean replace(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        return backend.replace(key, expected, update);
    }

    /** {@link Backend#exchange} of the region's backend. */
    public Exchange<V> exchange(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        Exchange<V> came = backend.exchange(key, expected, update);
        seen(came.found());
        return came;
    }

    /** {@link Backend#recalled} of the region's backend. */
    public @Nullable Stored<V> recall(K key) {
        generations.freshen();
        return backend.recalled(key);
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
        if (!stamps.areTouchable()) {
            throw new IllegalStateException("the deadlines of this region do not move: it was not built as touchable");
        }
        expectEnd(freshFor);
        backend.touch(key, stored, Terms.plus(clock.millis(), freshFor));
    }

    /** Everything stored, whatever it is worth. */
    public Iterator<Map.Entry<K, Stored<V>>> entries() {
        generations.freshen();
        Iterator<Map.Entry<K, Stored<V>>> entries = backend.entries();
        return !generations.areShared()
                ? entries
                : new MappedEntries<>(entries, (key, stored) -> {
                    generations.saw(stored.generation());
                    return stored;
                });
    }

    void clear() {
        backend.clear();
        generations.restore();
    }

    /** All that was stored before is invalidated, for every process that shares the store. */
    void invalidate(Invalidation how) {
        expectEnd(0);
        generations.invalidate(known -> known.invalidated(how));
    }

    /** All that was stored before and has the tag. */
    void invalidate(String tag, Invalidation how) {
        if (!(backend instanceof JudgingBackend<K, V> judging
                && judging.verdicts().areByTags())) {
            throw new IllegalStateException("this region knows no tags: it was built without 'tagging'");
        }
        generations.invalidate(known -> known.invalidated(tag, how));
    }

    /** Sweeps away what flights under way hold, wherever it stands; of no concern to other processes. */
    void abandon() {
        generations.abandon();
    }

    /** Lets flights store nothing any more: the region has other slots now. */
    void retire() {
        retired = true;
    }

    Generations generations() {
        return generations.known();
    }

    /** The generation of what is made from now on. */
    long generation() {
        return generations.known().current();
    }

    /** Whether the region has been invalidated since that generation, or configured anew, so that what is made is not stored. */
    boolean isOutdated(long generation) {
        return retired || !generations.isOfThisGeneration(generation);
    }

    /** Whether what stands there, or is being made, has been invalidated for good. */
    boolean isVoid(Stored<V> stored) {
        return generations.isVoid(stored);
    }

    long now() {
        return clock.millis();
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
