// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ChildJvmTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void itsLinesAreReadAndItReadsLines() {
        try (ChildJvm child = ChildJvm.start(Echo.class, "hello", "world")) {
            assertThat(child.nextLine(SOON)).hasValue("began with hello world");
            child.send("one");
            child.send("two");
            assertThat(child.awaitLine("said ", SOON)).isEqualTo("one");
            assertThat(child.awaitLine("said ", SOON)).isEqualTo("two");

            child.send("exit 3");
            assertThat(child.awaitEnd(SOON)).isEqualTo(3);
            assertThat(child.nextLine(SOON)).isEmpty();
            assertThat(child.nextLine(SOON)).isEmpty();
        }
    }

    @Test
    void whatIsPausedSaysNothingUntilItGoesOn() {
        try (ChildJvm child = ChildJvm.start(Echo.class)) {
            child.awaitLine("began", SOON);
            child.pause();
            child.send("one");
            assertThatThrownBy(() -> child.nextLine(Duration.ofMillis(100)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no further line within");
            assertThat(child.isAlive()).isTrue();

            child.resume();
            assertThat(child.awaitLine("said ", SOON)).isEqualTo("one");
        }
    }

    @Test
    void whatWasKilledIsGoneAndQuotedWhenMoreIsExpectedOfIt() {
        try (ChildJvm child = ChildJvm.start(Echo.class)) {
            child.awaitLine("began", SOON);
            child.kill();

            assertThat(child.isAlive()).isFalse();
            assertThat(child.awaitEnd(SOON)).isEqualTo(128 + 9);
            assertThatThrownBy(() -> child.awaitLine("more", SOON))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Echo (process ")
                    .hasMessageContaining("ended before it said 'more'")
                    .hasMessageContaining("began with");
        }
    }

    /** Says what it is told. */
    static final class Echo {

        public static void main(String[] arguments) throws IOException {
            System.out.println("began with " + String.join(" ", arguments));
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                if (line.startsWith("exit ")) {
                    System.exit(Integer.parseInt(line.substring("exit ".length())));
                }
                System.out.println("said " + line);
            }
        }
    }
}
