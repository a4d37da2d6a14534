// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.integration.CacheLoader;

/** Where values come from: {@code key=1}, {@code key=2} and so on. Counts, and knows whether a key was loaded twice at a time. */
final class Origin implements CacheLoader<String, String> {

    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger doubled = new AtomicInteger();
    private final Map<String, Boolean> loading = new ConcurrentHashMap<>();
    private volatile Duration loadTime = Duration.ZERO;

    void takes(Duration time) {
        loadTime = time;
    }

    int loads() {
        return loads.get();
    }

    /** How many loads began while another one of the same key was under way. */
    int doubled() {
        return doubled.get();
    }

    /** Whether this may be the value of the key. */
    static boolean isOf(String key, String value) {
        return value.startsWith(key + "=");
    }

    @Override
    public String load(String key) {
        boolean first = loading.putIfAbsent(key, true) == null;
        if (!first) {
            doubled.incrementAndGet();
        }
        Wait.until(() -> false, loadTime);
        if (first) {
            loading.remove(key);
        }
        return key + "=" + loads.incrementAndGet();
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
        Map<String, String> loaded = new HashMap<>();
        keys.forEach(key -> loaded.put(key, load(key)));
        return loaded;
    }
}
