// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.Terms;
import io.dogpile.region.Lifetimes;
import java.util.Set;
import javax.cache.CacheException;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A cache's expiry policy, in the milliseconds of regions. The policy is asked each time: it may answer differently. What it
 * throws stops the operation.
 *
 * <p>The standard's own policies are known, and not asked what they are known to answer.
 */
final class ExpiryRules<K, V> implements Lifetimes<K, V> {

    private static final Set<Class<?>> STANDARD = Set.of(
            EternalExpiryPolicy.class,
            CreatedExpiryPolicy.class,
            ModifiedExpiryPolicy.class,
            AccessedExpiryPolicy.class,
            TouchedExpiryPolicy.class);
    private static final Set<Class<?>> FIXED_ON_ACCESS =
            Set.of(EternalExpiryPolicy.class, CreatedExpiryPolicy.class, ModifiedExpiryPolicy.class);
    private static final Set<Class<?>> SAME_ON_UPDATE =
            Set.of(EternalExpiryPolicy.class, ModifiedExpiryPolicy.class, TouchedExpiryPolicy.class);

    private final String cache;
    private final ExpiryPolicy policy;
    private final boolean standard;
    private final boolean movesOnAccess;
    private final boolean sameOnUpdate;

    ExpiryRules(String cache, ExpiryPolicy policy) {
        this.cache = cache;
        this.policy = policy;
        this.standard = STANDARD.contains(policy.getClass());
        this.movesOnAccess = !FIXED_ON_ACCESS.contains(policy.getClass());
        this.sameOnUpdate = SAME_ON_UPDATE.contains(policy.getClass());
    }

    /** Whether an access may move a deadline. */
    boolean movesOnAccess() {
        return movesOnAccess;
    }

    /** Whether this is code of the application's. */
    boolean isCustom() {
        return !standard;
    }

    /** Whether a write has the same lifetime whether or not there was a value before. */
    boolean sameOnUpdate() {
        return sameOnUpdate;
    }

    /** The lifetime of a new value; never {@link #UNCHANGED}. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    long ofCreated() {
        try {
            long lifetime = millis(policy.getExpiryForCreation());
            return lifetime == UNCHANGED ? Terms.FOREVER : lifetime;
        } catch (Exception e) {
            throw failed("creation", e);
        }
    }

    /** The lifetime of a value that replaces a live one. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    long ofUpdated() {
        try {
            return millis(policy.getExpiryForUpdate());
        } catch (Exception e) {
            throw failed("update", e);
        }
    }

    /** The lifetime, from now on, of a value that was read. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    long ofAccessed() {
        try {
            return millis(policy.getExpiryForAccess());
        } catch (Exception e) {
            throw failed("access", e);
        }
    }

    private CacheException failed(String occasion, Exception e) {
        return new CacheException("cache '" + cache + "': the expiry policy failed on " + occasion + ": " + e, e);
    }

    @Override
    public long ofCreated(K key, V value) {
        return ofCreated();
    }

    @Override
    public long ofUpdated(K key, V value) {
        return ofUpdated();
    }

    private static long millis(@Nullable Duration duration) {
        if (duration == null) {
            return UNCHANGED;
        }
        if (duration.isEternal()) {
            return Terms.FOREVER;
        }
        // A lifetime below a millisecond is still one: only a zero duration says that the value is not to be stored.
        return duration.isZero() ? 0 : Math.max(1, duration.getTimeUnit().toMillis(duration.getDurationAmount()));
    }
}
