// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.Stored;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What operations do while the store is away, and how soon they work when it is back; by a monotonic clock. */
final class Outage {

    /** What is promised is 50 ms; a busy machine gets some more. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private final Backend<String, byte[]> backend;
    private final Duration limit;

    Outage(Backend<String, byte[]> backend, Duration timeout) {
        this.backend = backend;
        this.limit = timeout.plus(GRACE);
    }

    /** Tries all operations on a key; each fails in time, and this is how. */
    Set<Kind> kinds(String key, Stored<byte[]> read) {
        Map<String, Runnable> operations = new LinkedHashMap<>();
        operations.put("get", () -> backend.get(key));
        operations.put("getAll", () -> backend.getAll(List.of(key)));
        operations.put("put", () -> backend.put(key, Sample.eternal("lost")));
        operations.put("putAll", () -> backend.putAll(Map.of(key, Sample.eternal("lost"))));
        operations.put("add", () -> backend.replace(key, null, Sample.eternal("lost")));
        operations.put("set", () -> backend.replace(key, read, Sample.eternal("lost")));
        operations.put("remove", () -> backend.remove(key));
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        operations.forEach((name, operation) -> kinds.add(fails(name, operation)));
        return kinds;
    }

    private Kind fails(String name, Runnable operation) {
        long start = System.nanoTime();
        try {
            operation.run();
        } catch (BackendException e) {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took).as("how long '%s' took to fail", name).isLessThan(limit);
            return e.kind();
        }
        throw new AssertionError(name + " succeeded without a store");
    }

    /** How long it takes from now until a value can be written and read. */
    Duration recovery() {
        long start = System.nanoTime();
        RedisServers.await("the store is back", () -> {
            try {
                backend.put("probe", Sample.eternal("here"));
                return backend.get("probe") != null;
            } catch (BackendException e) {
                return false;
            }
        });
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
