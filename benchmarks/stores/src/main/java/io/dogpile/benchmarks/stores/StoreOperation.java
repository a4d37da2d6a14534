// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import org.jspecify.annotations.Nullable;

/** What is done over and over. */
public enum StoreOperation {
    GET("get", 0.90),
    PUT("put", 0.85),
    GET_ALL("getAll of 100", 0.85),
    PUT_IF_ABSENT("putIfAbsent, present", 0),
    REPLACE("replace(k, new)", 0),
    UPDATE("invoke", 0);

    private final String title;
    private final double least;

    StoreOperation(String title, double least) {
        this.title = title;
        this.least = least;
    }

    String title() {
        return title;
    }

    /** The least part of the bare client's speed that is good enough; 0 where trips are counted instead. */
    double least() {
        return least;
    }

    /** Does it once. */
    @Nullable
    Object once(Client client, Steps steps) {
        String key = steps.key();
        return switch (this) {
            case GET -> client.get(key);
            case PUT -> {
                client.put(key, steps.value());
                yield key;
            }
            case GET_ALL -> client.getAll(steps.keySet());
            case PUT_IF_ABSENT -> client.putIfAbsent(key, steps.value());
            case REPLACE -> client.replace(key, steps.value());
            case UPDATE -> {
                client.update(key, steps.value());
                yield key;
            }
        };
    }
}
