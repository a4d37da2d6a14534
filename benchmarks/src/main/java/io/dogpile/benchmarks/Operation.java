// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

/** What a workload does over and over: one method of {@link Operations}, on a store with or without a loader. */
enum Operation {
    GET("get", "get", false),
    GET_THROUGH("get, read-through configured", "get", true),
    PUT("put", "put", false),
    MIX("15 get : 1 put", "mix", false),
    PUT_IF_ABSENT_PRESENT("putIfAbsent, present", "putIfAbsentPresent", false),
    PUT_IF_ABSENT_ABSENT("remove + putIfAbsent, absent", "removePutIfAbsent", false),
    REPLACE("replace(k, new)", "replace", false),
    REPLACE_OLD("replace(k, old, new)", "replaceOld", false),
    INVOKE("invoke (increment)", "invoke", false),
    GET_ALL("getAll of 100", "getAll", false),
    REMOVE_LOAD("remove + load + store", "removeGet", true);

    private final String title;
    private final String method;
    private final boolean readThrough;

    Operation(String title, String method, boolean readThrough) {
        this.title = title;
        this.method = method;
        this.readThrough = readThrough;
    }

    String title() {
        return title;
    }

    String method() {
        return method;
    }

    boolean readThrough() {
        return readThrough;
    }
}
