// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.testkit.history.History;
import io.dogpile.backend.testkit.history.LinearizabilityChecker;
import io.dogpile.backend.testkit.history.Operation;
import io.dogpile.region.Invalidation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What two JVMs can rely on that share caches over a real store; with {@code -Ddogpile.deep=true} for long enough to mean it. */
@ParameterizedClass
@EnumSource(StoreKind.class)
final class SharedCachesTest {

    private static final boolean DEEP = Boolean.getBoolean("dogpile.deep");
    private static final int JVMS = 2;
    private static final int INCREMENTS = DEEP ? 1_000 : 40;
    private static final int THREADS = 8;
    private static final int OPERATIONS = DEEP ? 200_000 : 2_000;
    private static final int CHANGES = DEEP ? 16_000 : 160;
    private static final int CLEARS = DEEP ? 4_000 : 40;
    private static final Duration PATIENCE = Duration.ofMinutes(DEEP ? 10 : 2);
    private static final Duration LOAD = Duration.ofMillis(5);
    /** What `tiered` promises of others' writes, and memcached of others' clears. */
    private static final Duration STALENESS = Duration.ofSeconds(1);
    /** What is promised of an invalidation, and what a busy machine may add. */
    private static final Duration NOTICED = Duration.ofSeconds(1).plusSeconds(2);

    private static Cluster cluster;
    private static Child[] workers;

    @Parameter
    private StoreKind kind;

    @TempDir
    private Path directory;

    @BeforeParameterizedClassInvocation
    static void start(StoreKind kind) {
        cluster = new Cluster(kind, JVMS, Map.of(kind.timeoutOption(), "10s"), LOAD, STALENESS);
        try {
            workers = cluster.startAll(JVMS, number -> cluster.start(number, said -> {}, Worker.class));
        } catch (Throwable e) {
            cluster.close();
            throw new AssertionError(cluster.log(), e);
        }
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        cluster.close();
    }

    private Path file(int worker) {
        return directory.resolve("worker-" + worker);
    }

    private void tellAll(String order, boolean withFile) {
        for (int i = 0; i < JVMS; i++) {
            workers[i].forget();
            workers[i].send(order + (withFile ? " " + file(i) : ""));
        }
        for (Child worker : workers) {
            try {
                worker.await("done", PATIENCE);
            } catch (AssertionError e) {
                throw new AssertionError(cluster.log(), e);
            }
        }
    }

    @Test
    void noIncrementIsLost() {
        tellAll("increment count " + INCREMENTS, false);

        for (Child worker : workers) {
            worker.send("value count");
            assertThat(worker.await("value", PATIENCE).words()).containsExactly("" + JVMS * THREADS * INCREMENTS);
        }
    }

    @Test
    void everyHistoryCanBeExplainedAndAPlantedStaleReadCannot() {
        tellAll("operate " + OPERATIONS / JVMS, true);
        List<Operation> history = new ArrayList<>();
        for (int i = 0; i < JVMS; i++) {
            history.addAll(History.read(file(i)));
        }
        Promise promise = kind == StoreKind.TIERED
                ? all -> new BoundedStaleness(STALENESS).violations(all)
                : all -> LinearizabilityChecker.check(all);

        assertThat(history).hasSizeGreaterThanOrEqualTo(OPERATIONS);
        assertThat(promise.violations(history)).as(cluster.log()).isEmpty();
        assertThat(promise.violations(StaleRead.plantedIn(history, STALENESS))).hasSize(1);
    }

    /** What a history is judged by. */
    private interface Promise {
        List<?> violations(List<Operation> history);
    }

    @Test
    void whatWasRemovedOrReplacedDuringALoadDoesNotComeBack() {
        tellAll("change " + CHANGES / JVMS, true);

        long bound = kind == StoreKind.TIERED ? STALENESS.toNanos() : 0;
        assertNothingComesBack(CHANGES, new Resurrections(bound, bound));
    }

    @Test
    void whatWasClearedDuringALoadDoesNotComeBack() {
        tellAll("clear " + CLEARS / JVMS, true);

        long bound = kind == StoreKind.TIERED || kind == StoreKind.MEMCACHED ? STALENESS.toNanos() : 0;
        assertNothingComesBack(CLEARS, new Resurrections(bound, bound));
    }

    /** Nothing is served stale by default: soft is like hard then. */
    @ParameterizedTest
    @EnumSource
    void whatWasWrittenBeforeTheRegionWasInvalidatedIsAbsentForAllWithinASecond(Invalidation how) {
        String before = how + "-before";
        String after = how + "-after";
        region(0, "put", before, "old");
        assertThat(region(1, "get", before)).isEqualTo("old");

        long invalidated = Long.parseLong(region(0, "invalidate", before, how));
        assertThat(region(0, "contains", before)).isEqualTo("false");
        long absent = Long.parseLong(region(1, "absent", before));

        assertThat(Duration.ofNanos(absent - invalidated))
                .as("until the other process knew")
                .isLessThan(NOTICED);
        assertThat(region(1, "get", before)).isEqualTo(InvalidatedCache.LOADED);
        region(1, "put", after, "new");
        for (int i = 0; i < JVMS; i++) {
            assertThat(region(i, "contains", before)).isEqualTo("true");
            assertThat(region(i, "get", before)).isEqualTo(InvalidatedCache.LOADED);
            assertThat(region(i, "contains", after)).isEqualTo("true");
            assertThat(region(i, "get", after)).isEqualTo("new");
        }
    }

    private String region(int worker, String what, String key) {
        return region(worker, what, key, "");
    }

    private String region(int worker, String what, String key, Object value) {
        workers[worker].forget();
        workers[worker].send("region " + what + " " + key + " " + value);
        try {
            return workers[worker].await("answer", PATIENCE).words().get(0);
        } catch (AssertionError e) {
            throw new AssertionError(cluster.log(), e);
        }
    }

    private void assertNothingComesBack(int times, Resurrections resurrections) {
        List<Happening> all = new ArrayList<>();
        for (int i = 0; i < JVMS; i++) {
            all.addAll(Happening.read(file(i)));
        }
        assertThat(Resurrections.changesDuringLoads(all))
                .as("changes during loads")
                .isGreaterThanOrEqualTo(DEEP ? times / 2 : 1);
        assertThat(resurrections.in(all)).as(cluster.log()).isEmpty();
    }
}
