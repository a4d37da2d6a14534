// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.JavaSerializationFilterConfig;
import java.time.Duration;
import java.util.Map;

/** What all instances that we start have in common: they say little, and take nothing from others but bytes. */
final class Quiet {

    static final Map<String, String> LOGGING = Map.of(
            "hazelcast.logging.type", "slf4j",
            "hazelcast.logging.details.enabled", "false",
            "hazelcast.logging.emoji.enabled", "false");

    private Quiet() {}

    /**
     * We keep nothing but strings and bytes. What remains of Java serialisation is Hazelcast's own, such as the exceptions that
     * members answer with; a chain of gadgets cannot be built from these packages alone.
     */
    static JavaSerializationFilterConfig bytesOnly() {
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
        filter.setDefaultsDisabled(true);
        filter.setWhitelist(
                new ClassFilter().addPrefixes("java.lang.", "[", "com.hazelcast.", "java.util.concurrent."));
        filter.getWhitelist().addClasses("java.io.IOException", "java.io.EOFException", "java.util.UUID");
        // Part of every map configuration that members tell each other.
        filter.getWhitelist().addClasses("java.util.Properties", "java.util.Hashtable");
        filter.getWhitelist()
                .addPrefixes("java.util.Collections$", "java.util.ArrayList", "java.util.ImmutableCollections$");
        return filter;
    }

    /** Hazelcast's own time-outs, in milliseconds; it does not care for less. */
    static long atLeastOneSecond(Duration timeout) {
        return Math.max(1_000, timeout.toMillis());
    }
}
