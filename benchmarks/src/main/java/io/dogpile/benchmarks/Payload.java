// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What the values are. Two values made from one seed, which is not negative, are equal and not the same. */
public enum Payload {
    LONG("Long values", Long.class),
    CUSTOMER("mutable values", Customer.class);

    private final String title;
    private final Class<?> type;

    Payload(String title, Class<?> type) {
        this.title = title;
        this.type = type;
    }

    String title() {
        return title;
    }

    Class<?> type() {
        return type;
    }

    Object make(long seed) {
        return switch (this) {
            case LONG -> seed + 1_000; // beyond the boxes that the JDK shares
            case CUSTOMER -> new Customer(seed);
        };
    }

    /** A small value that no cache may keep without copying it, if it stores by value. */
    static final class Customer implements Serializable {
        private static final long serialVersionUID = 1;

        private final long id;
        private final String name;
        private final ArrayList<String> tags;

        Customer(long id) {
            this.id = id;
            this.name = "customer " + id;
            this.tags = new ArrayList<>(List.of("new", "regular", "tag " + id % 10));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Customer that && id == that.id && name.equals(that.name) && tags.equals(that.tags);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(id);
        }
    }
}
