// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import io.dogpile.backend.testkit.history.History;
import java.util.Random;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** One thread's operations on a few keys of a cache, all of them recorded. Every value is written once. */
final class RecordedOperations {

    private static final int KEYS = 16;
    private static final int KINDS = 9;

    private final Cache<String, String> cache;
    private final History history;
    private final String client;
    private final Random random;
    private long number;

    RecordedOperations(Cache<String, String> cache, History history, String client) {
        this.cache = cache;
        this.history = history;
        this.client = client;
        this.random = new Random(client.hashCode());
    }

    void doSome(int times) {
        for (int i = 0; i < times; i++) {
            String key = "key-" + random.nextInt(KEYS);
            String id = client + "." + number++;
            change(key, id);
            if (random.nextBoolean()) {
                read(key);
            }
        }
    }

    /** Values tell how they were written. */
    private void change(String key, String id) {
        switch (random.nextInt(KINDS)) {
            case 0 -> history.write(key, id + "-put", () -> cache.put(key, id + "-put"));
            case 1 -> history.exchange(key, id + "-gap", () -> cache.getAndPut(key, id + "-gap"));
            case 2 -> history.replace(key, null, id + "-pia", () -> cache.putIfAbsent(key, id + "-pia"));
            case 3 -> replace(key, id + "-rep");
            case 4 -> history.exchangePresent(key, id + "-gar", () -> cache.getAndReplace(key, id + "-gar"));
            case 5 -> history.remove(key, () -> cache.remove(key));
            case 6 -> removeExpected(key);
            case 7 -> history.exchange(key, null, () -> cache.getAndRemove(key));
            default -> history.exchange(key, id + "-inv", () -> invoke(key, id + "-inv"));
        }
    }

    private @Nullable String read(String key) {
        return history.read(key, () -> cache.get(key));
    }

    private void replace(String key, String value) {
        String expected = read(key);
        if (expected != null) {
            history.replace(key, expected, value, () -> cache.replace(key, expected, value));
        }
    }

    private void removeExpected(String key) {
        String expected = read(key);
        if (expected != null) {
            history.replace(key, expected, null, () -> cache.remove(key, expected));
        }
    }

    private @Nullable String invoke(String key, String value) {
        return cache.invoke(key, (entry, arguments) -> {
            String before = entry.getValue();
            entry.setValue(value);
            return before;
        });
    }
}
