// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import io.dogpile.region.Invalidation;
import io.dogpile.region.Region;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** A read-through cache whose region is invalidated as a whole, by one process, and looked at by others. */
final class InvalidatedCache {

    /** What is loaded. */
    static final String LOADED = "loaded";

    /** After that long it is not expected any more: who asked gets a moment that is too late. */
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private static final long PACE = Moments.millis(2);

    private final Cache<String, String> cache;

    InvalidatedCache(CacheManager manager) {
        this.cache = SharedCaches.readThrough(manager, "invalidated", key -> LOADED);
    }

    /** Does something to a key, or to the region; the answer is a value, or a moment at which it was so. */
    Object obey(String what, String key, String value) {
        return switch (what) {
            case "put" -> {
                cache.put(key, value);
                yield Moments.now();
            }
            case "get" -> cache.get(key);
            case "contains" -> cache.containsKey(key);
            case "absent" -> when(() -> !cache.containsKey(key));
            case "invalidate" -> {
                cache.unwrap(Region.class).invalidate(Invalidation.valueOf(value));
                yield Moments.now();
            }
            default -> throw new IllegalArgumentException("unknown order: " + what);
        };
    }

    private static long when(BooleanSupplier condition) {
        long latest = Moments.now() + AT_MOST.toNanos();
        while (Moments.now() < latest && !condition.getAsBoolean()) {
            Moments.await(Moments.now() + PACE);
        }
        return Moments.now();
    }
}
