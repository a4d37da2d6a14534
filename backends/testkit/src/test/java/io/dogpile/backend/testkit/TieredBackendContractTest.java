// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.Backend;
import io.dogpile.backend.TieredBackend;
import io.dogpile.backend.TieredBackend.Form;
import io.dogpile.backend.heap.HeapBackend;
import io.dogpile.codec.DecodeFailures;
import io.dogpile.codec.EncodingBackend;
import io.dogpile.codec.EncodingSettings;
import io.dogpile.codec.Types;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Two tiers are, for the process whose near one it is, a backend like the far one alone. */
final class TieredBackendContractTest {

    private static final long STALE_MILLIS = 1_000;

    private static Backend<String, String> tiered(Backend<String, String> far, Form<String> form, int nearEntries) {
        return new TieredBackend<>(
                HeapBackend.ofEntries(nearEntries, () -> {}), far, form, System::nanoTime, STALE_MILLIS);
    }

    /** What is kept near is what the store has handed out, and old by time alone. */
    @Nested
    final class OverObjectsTest implements BackendContract {

        @Override
        public Backend<String, String> open() {
            return tiered(HeapBackend.unbounded(), Form.asIs(), entries());
        }

        @Override
        public Optional<String> cannotReplaceWhatWasTouchedAtOnce() {
            return Optional.of("the far backend has made something else of it, and does not tell");
        }
    }

    /** What is kept near is a copy, old as soon as the store tells of a change, and has room for a part of the entries only. */
    @Nested
    final class OverBytesThatTellOfChangesTest implements BackendContract {

        @Override
        public Backend<String, String> open() {
            EncodingSettings settings = EncodingSettings.of(
                    "region",
                    "namespace",
                    new Types(String.class, String.class, getClass().getClassLoader(), List.of()));
            Backend<String, String> far = new EncodingBackend<>(
                    new HeapBytes.Store().open("namespace"),
                    settings,
                    Clock.systemUTC(),
                    new SecureRandom(),
                    new DecodeFailures());
            Form<String> frozen = new Form<>(
                    value -> value.getBytes(StandardCharsets.UTF_8),
                    form -> new String((byte[]) form, StandardCharsets.UTF_8));
            return tiered(far, frozen, entries() / 4);
        }
    }
}
