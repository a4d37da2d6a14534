// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.TestReporter;

/** A network that resets all connections again and again, while some threads read. */
final class Flapping {

    private static final int RESETS = Deep.number(20, 400);
    private static final Duration PAUSE = Duration.ofMillis(60);

    private final NetworkTrial trial;
    private final NetworkUnderTest subject;
    private final Delays delays = new Delays();

    Flapping(NetworkTrial trial, NetworkUnderTest subject) {
        this.trial = trial;
        this.subject = subject;
    }

    void run(TestReporter reporter) {
        new Crew().besides(this::read, this::reset);
        Duration took = trial.recovery();
        delays.report(reporter, "flapping", subject.slack());
        Deep.tell(reporter, "recovery after: flapping", took.toMillis() + " ms");
        assertThat(took)
                .as("until values are stored again, after: flapping")
                .isLessThanOrEqualTo(subject.recovery().plus(subject.slack()));
        assertThat(trial.origin().doubled())
                .as("loads beside another of the same key")
                .isZero();
    }

    /** A read whose look and lease succeed may still fail to store: three trips, of which the last may be late. */
    private void read(int round) {
        String key = "key " + round % 10;
        String value = delays.of(
                "cache.get",
                subject.deadline().multipliedBy(3),
                () -> trial.cache().get(key));
        assertThat(Origin.isOf(key, value))
                .as("%s is a value of %s", value, key)
                .isTrue();
        delays.of(
                "driver.get",
                subject.deadline(),
                () -> NetworkTrial.fails(() -> trial.driver().get("key")));
    }

    private void reset() {
        for (int i = 0; i < RESETS; i++) {
            trial.network().reset();
            Wait.until(() -> false, PAUSE);
        }
    }
}
