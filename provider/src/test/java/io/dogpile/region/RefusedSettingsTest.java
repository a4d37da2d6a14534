// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Registered;
import io.dogpile.backend.heap.HeapBackend;
import io.dogpile.config.Option;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is connected to before the settings of what stands in front of it are refused. */
class RefusedSettingsTest {

    private static final AtomicInteger OPEN = new AtomicInteger();

    /** Found by its registration in a class path of the test's own. */
    public static final class Counted implements ByteBackendFactory {

        @Override
        public String name() {
            return "counted";
        }

        @Override
        public Backend<String, byte[]> create(BackendContext context) {
            OPEN.incrementAndGet();
            HeapBackend<String, byte[]> heap = HeapBackend.unbounded();
            return new ForwardingBackend<>() {
                @Override
                public Backend<String, byte[]> delegate() {
                    return heap;
                }

                @Override
                public void close() {
                    OPEN.decrementAndGet();
                }
            };
        }
    }

    @Test
    void refused_settings_leave_no_connection_behind(@TempDir Path directory) throws Exception {
        try (URLClassLoader loader = Registered.in(directory, Counted.class)) {
            RegionBuilder<String, String> builder = Region.<String, String>named("books")
                    .classLoader(loader)
                    .backend("counted", Map.of())
                    .option(Option.VALUE_CODEC, "unheard-of");

            assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("unheard-of");
            assertThat(OPEN).hasValue(0);

            Region<String, String> region =
                    builder.option(Option.VALUE_CODEC, "java").build();
            assertThat(OPEN).hasValue(1);
            region.close();
            assertThat(OPEN).hasValue(0);
        }
    }
}
