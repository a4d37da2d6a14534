// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

/**
 * One region's keys in the store: {@code namespace:{key}}, where the braces make the key alone decide the cluster's
 * slot, so that a region spreads over all nodes. Immutable.
 */
final class Keys {

    private final String prefix;

    Keys(String namespace) {
        this.prefix = namespace + ":{";
    }

    String wire(String key) {
        return prefix + key + '}';
    }

    /** The region's name for what {@link #wire} made. */
    String key(String wire) {
        return wire.substring(prefix.length(), wire.length() - 1);
    }

    boolean owns(String wire) {
        return wire.length() > prefix.length() && wire.startsWith(prefix) && wire.endsWith("}");
    }

    /** What all keys of the region begin with, and no other region's. */
    String prefix() {
        return prefix;
    }

    /** The pattern that all keys of the region match, and nothing else. */
    String pattern() {
        return prefix.replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + "*";
    }
}
