// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.region.Region;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * What drivers and the caches over them do while their server is dead, silent, slow or losing connections, as tests over a real
 * server: let the test class of a backend implement this.
 *
 * <p>Every call returns within the backend's {@code timeout}, many callers of one key share one load meanwhile, and values are
 * stored again within two seconds after the end of the fault. What was measured is reported. Machines that build are given some
 * {@link #slack}; with the system property {@code dogpile.deep} there is none, and more rounds of each.
 */
@Timeout(600)
public interface FaultContract extends NetworkUnderTest {

    /** A test that is overridden would be a limit that nobody sees. */
    @Test
    default void noTestOfTheContractIsOverridden() {
        Declared.requireAllTestsOf(FaultContract.class, getClass());
    }

    @Test
    default void aServerThatIsKilledKeepsNobodyWaiting(TestReporter reporter) {
        new Outage(this, "killed", recovery(), reporter)
                .run(() -> server().process().kill(), () -> server().process().restart());
    }

    @Test
    default void aNetworkThatSwallowsEverythingKeepsNobodyWaiting(TestReporter reporter) {
        new Outage(this, "black hole", recovery(), reporter)
                .run(
                        () -> server().network().blackHole(),
                        () -> server().network().heal());
    }

    @Test
    default void repliesThatComeTooLateAreAsGoodAsNone(TestReporter reporter) {
        Duration late = deadline().multipliedBy(3);
        new Outage(this, "slow", recovery(), reporter)
                .run(
                        () -> server().network().latency(late),
                        () -> server().network().heal());
    }

    @Test
    default void repliesThatComeInTimeAreWaitedFor(TestReporter reporter) {
        try (NetworkTrial trial = new NetworkTrial(this)) {
            Region<String, String> region = NetworkTrial.region(trial.cache());
            long failures = region.statistics().backendFailures();
            trial.network().latency(deadline().dividedBy(5));
            Delays delays = new Delays();
            // A look, a lease and a store, each with its own deadline.
            String loaded = delays.of(
                    "get", deadline().multipliedBy(3), () -> trial.cache().get("slow"));
            assertThat(delays.of("get again", deadline(), () -> trial.cache().get("slow")))
                    .as("what was loaded and stored over a slow network")
                    .isEqualTo(loaded);
            assertThat(region.statistics().backendFailures()).isEqualTo(failures);
            delays.report(reporter, "latency below the deadline", slack());
        }
    }

    @Test
    default void connectionsThatBreakAgainAndAgainKeepNobodyWaiting(TestReporter reporter) {
        try (NetworkTrial trial = new NetworkTrial(this)) {
            new Flapping(trial, this).run(reporter);
        }
    }

    @Test
    default void whileTheServerIsSilentOneCallASecondFindsOutWhetherItIsBack(TestReporter reporter) {
        try (NetworkTrial trial = new NetworkTrial(this)) {
            trial.network().blackHole();
            Probes probes = new Probes(trial.driver());
            assertThat(probes.opens()).as("nobody tries the server any more").isTrue();
            probes.readFor(Duration.ofMillis(2_200));
            Deep.tell(
                    reporter,
                    "breaker",
                    probes.calls() + " calls in 2.2 s, of which " + probes.tried() + " tried the server");
            assertThat(probes.tried())
                    .as("calls that tried the server, in 2.2 s")
                    .isBetween(1, 3);
            assertThat(probes.calls()).as("calls that were answered at once").isGreaterThan(20);
            trial.network().heal();
            assertThat(probes.closesWithin(recovery().plus(slack())))
                    .as("everybody uses the server again")
                    .isTrue();
        }
    }

    @Test
    default void closingDuringAnOutageEndsAllThreads(TestReporter reporter) {
        // Libraries have threads that are started once and for all.
        new NetworkTrial(this).close();
        NetworkTrial trial = new NetworkTrial(this);
        try {
            trial.network().blackHole();
            assertThat(NetworkTrial.fails(() -> trial.driver().get("any"))).isTrue();
            trial.cache().get("any");
            long start = System.nanoTime();
            trial.end();
            Duration closing = Duration.ofNanos(System.nanoTime() - start);
            Deep.tell(reporter, "closing during an outage", closing.toMillis() + " ms");
            assertThat(closing).isLessThan(Duration.ofSeconds(5).plus(slack()));
            Wait.until(() -> trial.threads().isEmpty(), Duration.ofSeconds(15));
            assertThat(trial.threads()).as("threads that nobody ended").isEmpty();
        } finally {
            trial.close();
        }
    }
}
