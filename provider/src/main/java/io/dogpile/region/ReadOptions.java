// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.config.Durations;
import io.dogpile.config.OnWaitTimeout;
import io.dogpile.config.Regeneration;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What one call wants otherwise than its region: the same object for every way to read.
 *
 * <p>Immutable and thread-safe; meant to be a constant, which costs nothing per call. Each method returns other options and
 * leaves these as they are. What is not said is as the region says. Durations count in whole milliseconds, at least one where
 * zero is not allowed; null, negative and finer ones are refused with an exception that says which.
 *
 * @param <K> type of keys of regions that it can be used with, or of their supertypes
 * @param <V> type of values, likewise
 */
public final class ReadOptions<K, V> {

    private static final long AS_REGION = -1;

    private static final ReadOptions<Object, Object> DEFAULTS =
            new ReadOptions<>(Judgement.AS_STORED, AS_REGION, null, null, null);

    /** Only a new value will do. */
    static final ReadOptions<Object, Object> ANEW = DEFAULTS.anew();

    private final Judgement judgement;
    private final long waitNanos;
    private final @Nullable OnWaitTimeout onWaitTimeout;
    private final @Nullable Regeneration regeneration;
    private final @Nullable BiPredicate<? super K, ? super V> cacheIf;

    private ReadOptions(
            Judgement judgement,
            long waitNanos,
            @Nullable OnWaitTimeout onWaitTimeout,
            @Nullable Regeneration regeneration,
            @Nullable BiPredicate<? super K, ? super V> cacheIf) {
        this.judgement = judgement;
        this.waitNanos = waitNanos;
        this.onWaitTimeout = onWaitTimeout;
        this.regeneration = regeneration;
        this.cacheIf = cacheIf;
    }

    /** Everything as the region says. */
    public static ReadOptions<Object, Object> defaults() {
        return DEFAULTS;
    }

    /**
     * Values are fresh for that long after their creation, whatever they were stored with; more than zero. A value that the call
     * makes is stored with this lifetime, unless its creator {@linkplain Timed says another}. A longer one than values are
     * stored with finds only what the store still keeps.
     */
    public ReadOptions<K, V> expiration(Duration lifetime) {
        long millis = millis("expiration", lifetime);
        if (millis == 0) {
            throw new IllegalArgumentException("expiration: zero would find and store nothing; to have a value made"
                    + " although there is one, use anew()");
        }
        return with(judgement.freshFor(millis));
    }

    /** Values do not stop being fresh by age, and what the call makes is stored without end. Invalidation counts as ever. */
    public ReadOptions<K, V> neverExpires() {
        return expiration(Durations.UNLIMITED);
    }

    /**
     * Any value that is there is fresh, however old, and even if it was invalidated softly. What the call makes is stored as the
     * region says.
     */
    public ReadOptions<K, V> ignoringExpiration() {
        return with(judgement.freshFor(Judgement.ANY_AGE));
    }

    /**
     * No value that is there will do, only one that is made during the call, and stored as the other options say; a key that rests
     * after a failure is tried.
     */
    public ReadOptions<K, V> anew() {
        return with(judgement.insisting());
    }

    /**
     * A value whose freshness ended longer ago is not returned: the call waits for a new one instead, or makes it. It does not
     * stand in for one that could not be made, either. Reads that make no values return only fresh ones in any case.
     */
    public ReadOptions<K, V> staleAtMost(Duration grace) {
        return with(judgement.staleFor(millis("staleAtMost", grace)));
    }

    /** Only a fresh value is returned, and waited for. */
    public ReadOptions<K, V> neverStale() {
        return staleAtMost(Duration.ZERO);
    }

    /** How long the call waits for others; zero is not at all, {@link Durations#UNLIMITED} is without limit. */
    public ReadOptions<K, V> waitAtMost(Duration limit) {
        long millis = millis("waitAtMost", limit);
        long nanos = millis == Long.MAX_VALUE ? millis : TimeUnit.MILLISECONDS.toNanos(millis);
        return new ReadOptions<>(judgement, nanos, onWaitTimeout, regeneration, cacheIf);
    }

    /** What becomes of the call when it has waited for that long. */
    public ReadOptions<K, V> onWaitTimeout(OnWaitTimeout what) {
        return new ReadOptions<>(
                judgement, waitNanos, Objects.requireNonNull(what, "onWaitTimeout"), regeneration, cacheIf);
    }

    /** Who makes the new value if the call finds a stale one: the call itself, or the region's executor. */
    public ReadOptions<K, V> regeneration(Regeneration who) {
        return new ReadOptions<>(
                judgement, waitNanos, onWaitTimeout, Objects.requireNonNull(who, "regeneration"), cacheIf);
    }

    /**
     * Which of the values that the call makes are stored. One that is refused is returned, also to all who waited for it; an old
     * stale one stays where it is. The test sees no nulls and runs where the creator did, without locks; if it throws, the
     * creator has failed.
     */
    public <L extends K, W extends V> ReadOptions<L, W> cacheIf(BiPredicate<? super L, ? super W> test) {
        return new ReadOptions<>(
                judgement, waitNanos, onWaitTimeout, regeneration, Objects.requireNonNull(test, "cacheIf"));
    }

    private ReadOptions<K, V> with(Judgement other) {
        return new ReadOptions<>(other, waitNanos, onWaitTimeout, regeneration, cacheIf);
    }

    private static long millis(String option, Duration duration) {
        Objects.requireNonNull(duration, option);
        if (duration.isNegative()) {
            throw new IllegalArgumentException(option + ": " + duration + " is negative");
        }
        long millis = Durations.toMillisSaturated(duration);
        if (millis == 0 && !duration.isZero()) {
            throw new IllegalArgumentException(option + ": " + duration + " is less than a millisecond");
        }
        return millis;
    }

    Judgement judgement() {
        return judgement;
    }

    /** How long a value that the call makes is fresh; {@link Judgement#AS_STORED_FOR} if that is the region's to say. */
    long lifetime() {
        return judgement.lifetime();
    }

    boolean refuses(K key, V value) {
        return cacheIf != null && !cacheIf.test(key, value);
    }

    long waitNanosOr(long ofRegion) {
        return waitNanos == AS_REGION ? ofRegion : waitNanos;
    }

    OnWaitTimeout onWaitTimeoutOr(OnWaitTimeout ofRegion) {
        return onWaitTimeout == null ? ofRegion : onWaitTimeout;
    }

    Regeneration regenerationOr(Regeneration ofRegion) {
        return regeneration == null ? ofRegion : regeneration;
    }
}
