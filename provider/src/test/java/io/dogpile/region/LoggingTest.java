// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.slf4j.spi.LocationAwareLogger.DEBUG_INT;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a region writes into the log for whoever wants to know it all. */
final class LoggingTest {

    private static final Logger LOG = LoggerFactory.getLogger("io.dogpile.region");

    private final World world = new World();

    @AutoClose
    private final Region<String, String> region = world.region().build();

    @Test
    void what_happens_to_a_key_is_logged_at_debug_level() throws Exception {
        String logged = logged(() -> {
            region.getOrCreate("k", key -> "v");
            world.advance(MINUTE);
            region.getOrCreate("k", key -> {
                region.remove("k");
                return "w";
            });
        });

        assertThat(logged.lines())
                .filteredOn(line -> line.contains(" key k"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("region 'books': no value of key k; making one"),
                        line -> assertThat(line).contains("made the value of key k in 0 ms"),
                        line -> assertThat(line).contains("the value of key k is old; making a new one"),
                        line -> assertThat(line).contains("made the value of key k in 0 ms"),
                        line -> assertThat(line).contains("what was made for key k is not stored"));
    }

    @Test
    void no_more_than_a_hundred_lines_are_written_in_a_second_and_the_others_are_counted() throws Exception {
        String logged = logged(() -> {
            for (int i = 0; i < 100; i++) {
                region.getOrCreate("many " + i, key -> "v");
            }
            world.advance(Duration.ofSeconds(1));
            region.getOrCreate("later", key -> "v");
        });

        assertThat(logged.lines()).filteredOn(line -> line.contains(" many ")).hasSize(100);
        assertThat(logged.lines()).filteredOn(line -> line.contains(" later")).hasSize(2);
        assertThat(logged).containsOnlyOnce("region 'books': 100 more lines were left out");
    }

    private static String logged(Runnable work) throws ReflectiveOperationException {
        Field level = LOG.getClass().getDeclaredField("currentLogLevel");
        level.setAccessible(true);
        int before = level.getInt(LOG);
        PrintStream errors = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        level.setInt(LOG, DEBUG_INT);
        try {
            work.run();
        } finally {
            level.setInt(LOG, before);
            System.setErr(errors);
        }
        return logged.toString(StandardCharsets.UTF_8);
    }
}
