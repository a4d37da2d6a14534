// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.codec.CodecException;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens by value to objects that cannot be copied. */
class ByValueTest {

    private final Caches caches = new Caches();
    private final Cache<Object, Object> cache = caches.cache(DogpileConfiguration.untyped());

    @AfterEach
    void close() {
        caches.close();
    }

    private static final class NotSerializable {}

    /** Fails while it is written or read. */
    private static final class Failing implements Serializable {

        private static final long serialVersionUID = 1L;

        private final boolean writing;

        Failing(boolean writing) {
            this.writing = writing;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            if (writing) {
                throw new IllegalStateException("cannot be written");
            }
            out.defaultWriteObject();
        }

        private void readObject(ObjectInputStream in) throws IOException {
            throw new InvalidObjectException("cannot be read");
        }
    }

    private interface Use extends Consumer<Cache<Object, Object>> {}

    static Stream<Named<Use>> storing() {
        Object bad = new NotSerializable();
        return Stream.of(
                Named.of("put", cache -> cache.put("k", bad)),
                Named.of("getAndPut", cache -> cache.getAndPut("k", bad)),
                Named.of("putAll", cache -> cache.putAll(Map.of("k", bad))),
                Named.of("replace", cache -> cache.replace("k", bad)),
                Named.of("replace if", cache -> cache.replace("k", "old", bad)),
                Named.of("getAndReplace", cache -> cache.getAndReplace("k", bad)),
                Named.of("putIfAbsent", cache -> cache.putIfAbsent("absent", bad)),
                Named.of("a list", cache -> cache.put("k", new java.util.ArrayList<>(List.of(bad)))),
                Named.of(
                        "invoke",
                        cache -> cache.invoke("k", (entry, arguments) -> {
                            entry.setValue(bad);
                            return null;
                        })));
    }

    @ParameterizedTest
    @MethodSource("storing")
    void a_value_that_is_not_serialisable_is_refused_with_its_class_and_nothing_changes(Use use) {
        cache.put("k", "old");

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> use.accept(cache))
                .withMessageContaining("cache '" + cache.getName() + "'")
                .withMessageContaining(NotSerializable.class.getName())
                .withCauseInstanceOf(CodecException.class)
                .withRootCauseInstanceOf(NotSerializableException.class);
        assertThat(cache.get("k")).isEqualTo("old");
        assertThat(cache.containsKey("absent")).isFalse();
    }

    @Test
    void a_key_that_is_not_serialisable_is_refused_with_its_class() {
        Object key = new NotSerializable();

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.put(key, "v"))
                .withMessageContaining(cache.getName())
                .withMessageContaining(NotSerializable.class.getName());
        assertThat(cache.get(key)).isNull();
        assertThat(cache).isEmpty();
    }

    @Test
    void what_fails_while_it_is_written_is_refused_like_everything_else() {
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.put("k", new Failing(true)))
                .withMessageContaining("cannot serialise")
                .withMessageContaining("cannot be written");
        assertThat(cache).isEmpty();
    }

    @Test
    void what_cannot_be_read_back_is_told_once_and_dropped() {
        cache.put("k", new Failing(false));
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.get("k"))
                .withMessageContaining(cache.getName())
                .withMessageContaining("cannot deserialise an object of " + Failing.class.getName());
        assertThat(cache.get("k")).isNull();

        cache.put("k", new Failing(false));
        assertThatExceptionOfType(CacheException.class).isThrownBy(() -> cache.getAll(Set.of("k")));
        cache.put("k", new Failing(false));
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.iterator().next());
        cache.put("k", "usable again");
        assertThat(cache.get("k")).isEqualTo("usable again");
    }

    @Test
    void one_of_many_that_cannot_be_stored_does_not_keep_the_others_out() {
        Map<Object, Object> entries = Map.of("a", "1", "b", new NotSerializable(), "c", "3");

        assertThatExceptionOfType(CacheException.class).isThrownBy(() -> cache.putAll(entries));
        assertThat(cache.getAll(entries.keySet())).containsOnlyKeys("a", "c");
    }

    @Test
    void a_loaded_value_that_is_not_serialisable_is_a_failure_of_its_load() {
        CacheLoader<Object, Object> loader = new CacheLoader<>() {
            @Override
            public Object load(Object key) {
                return new NotSerializable();
            }

            @Override
            public Map<Object, Object> loadAll(Iterable<?> keys) {
                throw new UnsupportedOperationException();
            }
        };
        Cache<Object, Object> reading =
                caches.cache(DogpileConfiguration.untyped().loader(() -> loader).readThrough(true));

        assertThatExceptionOfType(CacheLoaderException.class)
                .isThrownBy(() -> reading.get("k"))
                .withMessageContaining(NotSerializable.class.getName());
        assertThat(reading).isEmpty();
    }

    @Test
    void by_reference_anything_goes() {
        Cache<Object, Object> plain = caches.plain();
        Object key = new NotSerializable();
        Object value = new NotSerializable();
        plain.put(key, value);
        assertThat(plain.get(key)).isSameAs(value);
    }
}
