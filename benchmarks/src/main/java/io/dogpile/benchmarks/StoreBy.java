// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

/** Whether a cache keeps what it is given, or a copy of it. */
public enum StoreBy {
    REFERENCE("by reference"),
    VALUE("by value");

    private final String title;

    StoreBy(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
