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
        Field level = LOG.getClass().getDeclaredField("currentLogLevel");
        level.setAccessible(true);
        int before = level.getInt(LOG);
        PrintStream errors = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        level.setInt(LOG, DEBUG_INT);
        try {
            region.getOrCreate("k", key -> "v");
            world.advance(MINUTE);
            region.getOrCreate("k", key -> {
                region.remove("k");
                return "w";
            });
        } finally {
            level.setInt(LOG, before);
            System.setErr(errors);
        }

        assertThat(logged.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.contains(" key k"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("region 'books': no value of key k; making one"),
                        line -> assertThat(line).contains("made the value of key k in 0 ms"),
                        line -> assertThat(line).contains("the value of key k is old; making a new one"),
                        line -> assertThat(line).contains("made the value of key k in 0 ms"),
                        line -> assertThat(line).contains("what was made for key k is not stored"));
    }
}
