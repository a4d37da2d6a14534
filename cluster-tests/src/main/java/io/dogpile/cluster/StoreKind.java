// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A kind of store that processes can share, by the name it has on the command line. */
public enum StoreKind {
    REDIS,
    MEMCACHED,
    /** Each process keeps a part of the entries. */
    HAZELCAST,
    HAZELCAST_CLIENT,
    /** The heap of each process over Redis. */
    TIERED;

    /** How it is called, such as {@code hazelcast-client}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that name. */
    static Optional<StoreKind> named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst();
    }

    /** Whether the processes are the store themselves, so that what happens to one of them happens to the store. */
    boolean isEmbedded() {
        return this == HAZELCAST;
    }

    /** The option that says how long one operation of the store may take. */
    String timeoutOption() {
        return this == TIERED ? "arguments.far.timeout" : "arguments.timeout";
    }

    /** Whether it tells of no changes, so that who waits has to look again and again. */
    boolean isPolled() {
        return this == MEMCACHED;
    }
}
