// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import io.dogpile.config.RegionSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a region is made of once it is configured, and does with it. Immutable: other settings make another one, so that each
 * operation sees one set of them from its beginning to its end.
 */
final class Core<K, V> implements RegionReads<K, V> {

    /** How long operations under way may go on with a store that the region has no more use for. */
    private static final long GRACE_SECONDS = 10;

    private final Blueprint<K, V> blueprint;
    private final Ground<K, V> ground;
    private final Regenerator<K, V> regenerator;
    private final Slots<K, V> slots;
    private final PlainReads<K, V> reads;
    private final Lifetimes<K, V> lifetimes;
    private final @Nullable Journal<K> observed;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile boolean keepsStore;

    /**
     * What a core stands on.
     *
     * @param stack the store with its proxies, as far as these are the application's
     * @param actual the store without
     */
    record Ground<K, V>(
            Backend<K, V> stack, Backend<?, ?> actual, KnownGenerations generations, Continuity<K, V> continuity) {}

    Core(Blueprint<K, V> blueprint, Ground<K, V> ground, Regenerator<K, V> regenerator) {
        this.blueprint = blueprint;
        this.ground = ground;
        this.regenerator = regenerator;
        this.slots = regenerator.slots();
        this.reads = new PlainReads<>(slots);
        this.lifetimes = blueprint.policies().lifetimes();
        this.observed = blueprint.journal().isObserved() ? blueprint.journal() : null;
    }

    RegionSettings settings() {
        return blueprint.settings();
    }

    boolean isFixed() {
        return blueprint.fixed();
    }

    Backend<?, ?> actualBackend() {
        return ground.actual;
    }

    Regenerator<K, V> regenerator() {
        return regenerator;
    }

    Slots<K, V> slots() {
        return slots;
    }

    @Override
    public @Nullable V get(K key) {
        return noted(key, slots.fresh(slots.lookUp(Objects.requireNonNull(key, "key"))));
    }

    /** Tells of a hit, if anybody wants to know. */
    private @Nullable V noted(K key, @Nullable V value) {
        Journal<K> journal = observed;
        if (journal != null && value != null) {
            journal.hit(key);
        }
        return value;
    }

    @Override
    public @Nullable V get(K key, ReadOptions<? super K, ? super V> options) {
        return noted(key, reads.get(Objects.requireNonNull(key, "key"), options));
    }

    @Override
    public Map<K, V> getAll(Collection<? extends K> keys, ReadOptions<? super K, ? super V> options) {
        Map<K, V> found = reads.getAll(requireNoNull(keys), options);
        noted(found.keySet());
        return found;
    }

    @Nullable
    V noted(K key, Answer<V> answer) {
        return answer.source() == Answer.Source.FRESH ? noted(key, answer.value()) : answer.value();
    }

    Map<K, V> noted(Map<K, Answer<V>> answers) {
        if (observed != null) {
            answers.forEach(this::noted);
        }
        return Answer.values(answers);
    }

    private void noted(Collection<K> hits) {
        Journal<K> journal = observed;
        if (journal != null) {
            hits.forEach(journal::hit);
        }
    }

    @Override
    public @Nullable Entry<V> find(K key, ReadOptions<? super K, ? super V> options) {
        return reads.find(Objects.requireNonNull(key, "key"), options);
    }

    @Override
    public Map<K, Entry<V>> findAll(Collection<? extends K> keys, ReadOptions<? super K, ? super V> options) {
        return reads.findAll(requireNoNull(keys), options);
    }

    @Override
    public @Nullable V getOrCreate(K key, Creator<? super K, ? extends V> creator) {
        Stored<V> stored = slots.lookUp(Objects.requireNonNull(key, "key"));
        V value = regenerator.isDueEarly(stored) ? null : noted(key, slots.fresh(stored));
        return value != null
                ? value
                : regenerator.read(key, stored, creator, ReadOptions.defaults()).value();
    }

    @Override
    public @Nullable V getOrCreate(
            K key, Creator<? super K, ? extends V> creator, ReadOptions<? super K, ? super V> options) {
        Stored<V> stored = slots.lookUp(Objects.requireNonNull(key, "key"));
        V value = regenerator.isDueEarly(stored) ? null : noted(key, reads.fresh(stored, options));
        return value != null
                ? value
                : regenerator.read(key, stored, creator, options).value();
    }

    @Override
    public Map<K, V> getOrCreateAll(
            Collection<? extends K> keys, BulkCreator<K, V> creator, ReadOptions<? super K, ? super V> options) {
        return noted(regenerator.readAll(keys, slots.lookUpAll(requireNoNull(keys)), creator, options));
    }

    void put(K key, V value) {
        long lifetime = lifetimes.ofCreated(key, Objects.requireNonNull(value, "value"));
        Stored<V> stored = slots.stamp(value, lifetime);
        KeyLocks.Claim claim = slots.claim(Objects.requireNonNull(key, "key"));
        try {
            if (lifetime == 0) {
                slots.remove(key);
            } else {
                slots.put(key, stored);
            }
        } finally {
            claim.release();
        }
    }

    void putAll(Map<? extends K, ? extends V> values) {
        Map<K, Stored<V>> lasting = new LinkedHashMap<>();
        List<K> fleeting = new ArrayList<>();
        values.forEach((key, value) -> {
            long lifetime =
                    lifetimes.ofCreated(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
            if (lifetime == 0) {
                fleeting.add(key);
            } else {
                lasting.put(key, slots.stamp(value, lifetime));
            }
        });
        holding(values.keySet(), () -> {
            if (!lasting.isEmpty()) {
                slots.backend().putAll(lasting);
            }
            if (!fleeting.isEmpty()) {
                slots.backend().removeAll(fleeting);
            }
        });
    }

    void removeAll(Collection<? extends K> keys) {
        if (!requireNoNull(keys).isEmpty()) {
            holding(keys, () -> slots.backend().removeAll(keys));
        }
    }

    private void holding(Collection<? extends K> keys, Runnable work) {
        List<KeyLocks.Hold> holds = slots.locks().acquireAll(keys);
        try {
            work.run();
        } finally {
            holds.forEach(KeyLocks.Hold::close);
        }
    }

    void remove(K key) {
        KeyLocks.Claim claim = slots.claim(Objects.requireNonNull(key, "key"));
        try {
            slots.remove(key);
        } finally {
            claim.release();
        }
    }

    void clear() {
        slots.clear();
        regenerator.forgetFailures();
    }

    /** Another core over the same store, with another proxy around that, in which what is under way goes on. */
    Core<K, V> wrapped(UnaryOperator<Backend<K, V>> proxy) {
        Backend<K, V> stack = Objects.requireNonNull(proxy.apply(ground.stack), "the proxy");
        Core<K, V> outer = blueprint.core(stack, ground.actual, ground.generations, ground.continuity);
        regenerator.close();
        slots.handOver(outer.slots);
        return outer;
    }

    /** Lets what is under way end, without storing what it loads, and closes after that. */
    void retire(Core<K, V> successor, Runnable closed) {
        regenerator.close();
        slots.retire();
        keepsStore = sameStore(successor);
        try {
            Future<?> unused = blueprint
                    .environment()
                    .maintenance()
                    .schedule(() -> endOf(closed), GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            endOf(closed);
        }
    }

    @SuppressWarnings("ReferenceEquality") // Equal ones may be two.
    private boolean sameStore(Core<K, V> other) {
        return other.ground.actual == ground.actual;
    }

    private void endOf(Runnable closed) {
        closed.run();
        close();
    }

    /** Ends what is under way, whose results are not stored, and closes the backend. */
    void close() {
        if (!open.compareAndSet(true, false)) {
            return;
        }
        regenerator.close();
        try {
            if (!keepsStore) {
                slots.abandon();
                slots.backend().close();
            }
        } finally {
            blueprint.release().run();
        }
    }

    private static <C extends Collection<?>> C requireNoNull(C keys) {
        for (Object key : Objects.requireNonNull(keys, "keys")) {
            Objects.requireNonNull(key, "key");
        }
        return keys;
    }
}
