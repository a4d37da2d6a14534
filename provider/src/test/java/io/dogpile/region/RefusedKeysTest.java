// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.heap.HeapBackend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that fails for the first of many keys: what that means for the others. */
final class RefusedKeysTest {

    private static final List<String> KEYS = List.of("first", "second", "third");

    private final World world = new World();
    private final Fussy store = new Fussy();
    private final Region<String, String> region = world.region().backend(store).build();

    @ParameterizedTest
    @EnumSource(names = {"TOO_LARGE", "REJECTED"})
    void theStoreKeepsTheOthersIfItOnlyRefusesTheOne(Kind kind) {
        store.failure = kind;

        assertThat(region.getOrCreateAll(KEYS, RefusedKeysTest::create)).containsOnlyKeys(KEYS);

        assertThat(store.heap.getAll(KEYS)).containsOnlyKeys("second", "third");
        assertThat(region.statistics().notStored()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "UNKNOWN"})
    void aStoreThatIsAwayIsNotAskedForTheOthers(Kind kind) {
        store.failure = kind;

        assertThat(region.getOrCreateAll(KEYS, RefusedKeysTest::create)).containsOnlyKeys(KEYS);

        assertThat(store.replaced).containsExactly("first");
        assertThat(region.statistics().notStored()).isEqualTo(3);
    }

    private static Map<String, String> create(Set<String> keys) {
        Map<String, String> made = new LinkedHashMap<>();
        keys.forEach(key -> made.put(key, "value of " + key));
        return made;
    }

    private static final class Fussy implements ForwardingBackend<String, String> {

        private final HeapBackend<String, String> heap = HeapBackend.unbounded();
        private final List<String> replaced = new ArrayList<>();
        private Kind failure = Kind.TOO_LARGE;

        @Override
        public Backend<String, String> delegate() {
            return heap;
        }

        @Override
        public boolean replace(String key, @Nullable Stored<String> expected, @Nullable Stored<String> update) {
            replaced.add(key);
            if (key.equals("first")) {
                throw new BackendException(failure, "not this one", null);
            }
            return heap.replace(key, expected, update);
        }

        @Override
        public boolean isLocal() {
            return false;
        }
    }
}
