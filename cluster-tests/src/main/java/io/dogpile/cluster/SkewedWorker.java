// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import io.dogpile.region.Environment;
import io.dogpile.region.Region;
import io.dogpile.region.Time;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * One of several processes that share a region, each by a wall clock of its own. Takes the configuration file, its own name, the origin's
 * port, and by how many milliseconds its clock is ahead; follows {@link Orders}.
 */
final class SkewedWorker {

    /** After that long a value is taken to stay for ever. */
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private static final long PACE = Moments.millis(5);

    private final Region<String, String> region;

    private SkewedWorker(String file, Duration ahead) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        }
        this.region = Region.<String, String>named("skewed")
                .types(String.class, String.class)
                .properties(properties, "cache.default.")
                .staleFor(Duration.ZERO)
                .environment(ahead(ahead))
                .build();
        region.get("something else");
    }

    public static void main(String[] arguments) {
        Orders.follow(() -> new SkewedWorker(arguments[0], Duration.ofMillis(Long.parseLong(arguments[3])))::obey);
    }

    /** All that regions know of the time of day comes from their environment. */
    private static Environment ahead(Duration ahead) {
        Environment right = Environment.system("skewed");
        InstantSource wrong = Clock.offset(right.time().clock().withZone(ZoneOffset.UTC), ahead);
        Time time = new Time(wrong, right.time().nanos(), right.time().waiting());
        return new Environment(time, right.random(), right.background(), right.maintenance());
    }

    private void obey(String[] order) {
        switch (order[0]) {
            case "put" -> put(order[1]);
            case "watch" -> watch(List.of(order).subList(1, order.length));
            default -> throw new IllegalArgumentException("unknown order: " + order[0]);
        }
    }

    /** Says when it began to put and when it had put. */
    private void put(String key) {
        long called = Moments.now();
        region.put(key, "value");
        Said.line("put", key, called, Moments.now());
    }

    /** Says of each key when the last read began that saw its value, and when the first one ended that did not. */
    private void watch(List<String> keys) {
        Set<String> left = new LinkedHashSet<>(keys);
        long latest = Moments.now() + AT_MOST.toNanos();
        long seen = Moments.now();
        while (!left.isEmpty()) {
            long called = Moments.now();
            boolean enough = called > latest;
            long before = seen;
            left.removeIf(key -> {
                boolean gone = enough || region.get(key) == null;
                if (gone) {
                    Said.line("end", key, before, Moments.now());
                }
                return gone;
            });
            seen = called;
            Moments.await(Moments.now() + PACE);
        }
    }
}
