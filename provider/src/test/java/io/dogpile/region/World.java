// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Everything that a region takes from outside, in the hands of a test. */
final class World {

    final FakeTime time = new FakeTime();
    final FixedRandom random;
    final ManualScheduler scheduler = new ManualScheduler();
    final RecordingExecutor background = new RecordingExecutor();

    World() {
        this(0);
    }

    /** The world of another process than that of another number. */
    World(double number) {
        random = new FixedRandom(number);
    }

    Environment environment() {
        return environment(background);
    }

    Environment environment(Executor executor) {
        return new Environment(time.asTime(), random, executor, scheduler);
    }

    /** A region whose values are fresh for a minute, stale for another one, and that has keys rest for a second. */
    RegionBuilder<String, String> region() {
        return this.<String, String>eternal().expiration(MINUTE).staleFor(MINUTE);
    }

    <K, V> RegionBuilder<K, V> eternal() {
        return Region.<K, V>named("books").environment(environment());
    }

    void advance(Duration duration) {
        time.advance(duration);
    }

    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration MILLI = Duration.ofMillis(1);
}
