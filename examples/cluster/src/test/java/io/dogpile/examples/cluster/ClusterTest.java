// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ClusterTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    /** One that tells of changes and one that does not; Hazelcast takes longer to start, and is for {@code -Ddogpile.deep=true}. */
    private static Stream<String> sharedStores() {
        Stream<String> some = Stream.of("redis", "memcached");
        return Boolean.getBoolean("dogpile.deep") ? Stream.concat(some, Stream.of("hazelcast")) : some;
    }

    @ParameterizedTest
    @MethodSource("sharedStores")
    void aProcessThatDiesWhileItMakesTheValueIsReplacedByAnother(String backend) throws Exception {
        Verdict verdict = run(backend, Duration.ofSeconds(6));

        assertThat(verdict.broken()).as(printed()).isEmpty();
        assertThat(verdict.deaths()).isEqualTo(1);
        assertThat(printed())
                .contains("it is kept in " + backend)
                .contains("kill -9")
                .contains("taken over after " + verdict.takeover().toMillis() + " ms");
    }

    @Test
    void aStoreOfOneProcessIsShownWithoutADeath() throws Exception {
        Verdict verdict = run("mapdb", Duration.ofSeconds(1));

        assertThat(verdict.broken()).as(printed()).isEmpty();
        assertThat(verdict.deaths()).isZero();
        assertThat(printed()).contains("it is kept in mapdb", "none is killed");
    }

    /** What is promised is a quarter of a second after the lease; a machine that builds gets some more. */
    private Verdict run(String backend, Duration after) throws Exception {
        Settings small = new Settings(
                configuration(backend),
                2,
                4,
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                after,
                Duration.ofSeconds(4));
        return new Cluster(small, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();
    }

    /** The file that users edit, with another store and a shorter lease. */
    private Path configuration(String backend) throws Exception {
        String file = Files.readString(Path.of("cluster.properties"));
        String changed =
                file.replace(".backend = redis", ".backend = " + backend).replace(".lease = 2s", ".lease = 1s");
        assertThat(changed).contains("cache.default.backend = " + backend, "cache.default.lease = 1s");
        return Files.writeString(directory.resolve("cluster.properties"), changed);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
