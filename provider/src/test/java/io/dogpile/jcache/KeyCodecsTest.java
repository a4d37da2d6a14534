// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Registered;
import io.dogpile.backend.heap.HeapBackend;
import io.dogpile.codec.KeyCodec;
import io.dogpile.config.Option;
import io.dogpile.region.Region;
import io.dogpile.region.RegionBuilder;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys without a canonical form, in a store of bytes. */
class KeyCodecsTest {

    private static final Set<String> AB = Set.of("a", "b");
    private static final AtomicInteger CLOSED = new AtomicInteger();

    private static HeapBackend<String, byte[]> store;

    private final Caches caches = new Caches();
    private URLClassLoader loader;

    @TempDir
    private Path folder;

    /** A store that all have in common, and that stays when they are closed. */
    public static final class Common implements ByteBackendFactory {

        @Override
        public String name() {
            return "common";
        }

        @Override
        public Backend<String, byte[]> create(BackendContext context) {
            return new Left(store);
        }
    }

    private record Left(Backend<String, byte[]> delegate) implements ForwardingBackend<String, byte[]> {

        @Override
        public void close() {}
    }

    /** Sets of words as one line. */
    public static class OfSets implements KeyCodec<Set<String>>, AutoCloseable {

        @Override
        public byte[] encode(Set<String> key) {
            return String.join(" ", new TreeSet<>(key)).getBytes(UTF_8);
        }

        @Override
        public Set<String> decode(byte[] bytes) {
            return Set.of(new String(bytes, UTF_8).split(" "));
        }

        @Override
        public void close() {
            CLOSED.incrementAndGet();
        }
    }

    /** Writes the same, and says that it is something else. */
    public static final class Another extends OfSets {

        @Override
        public int id() {
            return FIRST_ID + 1;
        }
    }

    /** Takes a number that is not for applications. */
    public static final class Canonical extends OfSets {

        @Override
        public int id() {
            return 1;
        }
    }

    /** Nobody can make one. */
    public static final class Hidden extends OfSets {

        private Hidden() {}
    }

    @BeforeEach
    void open() throws Exception {
        store = HeapBackend.unbounded();
        CLOSED.set(0);
        loader = Registered.in(folder, Common.class);
    }

    @AfterEach
    void close() throws Exception {
        caches.close();
        loader.close();
    }

    private static DogpileConfiguration<Set<String>, String> sets() {
        return DogpileConfiguration.<Set<String>, String>untyped().backend("common");
    }

    private Cache<Set<String>, String> cache(DogpileConfiguration<Set<String>, String> configuration) {
        return caches.provider.getCacheManager(null, loader).createCache("books", configuration);
    }

    /** The cache {@code books} of a file with these lines and nothing from the program. */
    private Cache<Set<String>, String> cacheOfFile(String... lines) throws Exception {
        return cacheOfFile(DogpileConfiguration.untyped(), lines);
    }

    private Cache<Set<String>, String> cacheOfFile(DogpileConfiguration<Set<String>, String> program, String... lines)
            throws Exception {
        Path file = Files.writeString(folder.resolve("caches.properties"), String.join("\n", lines));
        return caches.provider.getCacheManager(file.toUri(), loader).createCache("books", program);
    }

    @Test
    void a_key_without_a_canonical_form_is_refused_with_the_remedy() {
        Cache<Set<String>, String> cache = cache(sets());

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.put(AB, "value"))
                .withMessageStartingWith("cache 'books': a key of ")
                .withMessageEndingWith("or give the region a KeyCodec by its option 'key-codec'");
    }

    @Test
    void with_a_codec_it_is_a_key_like_any_other() {
        Cache<Set<String>, String> cache = cache(sets().keyCodec(OfSets::new));
        Set<String> same = new TreeSet<>(AB);
        Set<String> other = Set.of("c");

        cache.put(AB, "first");
        assertThat(cache.get(same)).isEqualTo("first");
        assertThat(cache.putIfAbsent(same, "second")).isFalse();
        assertThat(cache.putIfAbsent(other, "second")).isTrue();
        assertThat(cache.getAll(Set.of(AB, other))).isEqualTo(Map.of(AB, "first", other, "second"));
        assertThat(StreamSupport.stream(cache.spliterator(), false)
                        .collect(Collectors.toMap(Cache.Entry::getKey, Cache.Entry::getValue)))
                .isEqualTo(Map.of(AB, "first", other, "second"));

        assertThat(cache.replace(same, "first", "third")).isTrue();
        assertThat(cache.remove(same)).isTrue();
        assertThat(cache.get(AB)).isNull();
        assertThat(cache.get(other)).isEqualTo("second");
    }

    @Test
    void the_codec_is_closed_with_the_cache_for_which_it_was_made() {
        cache(sets().keyCodec(OfSets::new)).close();

        assertThat(CLOSED).hasValue(1);
    }

    @Test
    void codecs_of_different_numbers_do_not_read_the_keys_of_each_other() {
        Cache<Set<String>, String> cache = cache(sets().keyCodec(OfSets::new));
        cache.put(AB, "ours");
        cache.close();

        cache = cache(sets().keyCodec(Another::new));
        assertThat(cache.get(AB)).isNull();
        assertThat(cache.iterator()).isExhausted();
        assertThat(cache.unwrap(Region.class).statistics().decodeFailures()).isEqualTo(2);
        assertThat(cache.putIfAbsent(AB, "theirs")).isTrue();
        assertThat(cache.get(AB)).isEqualTo("theirs");
        cache.close();

        assertThat(cache(sets().keyCodec(OfSets::new)).get(AB)).isNull();
    }

    @Test
    void a_codec_of_a_number_that_is_not_for_applications_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache(sets().keyCodec(Canonical::new)))
                .withMessageEndingWith("region 'books': its key codec " + Canonical.class.getName()
                        + " has the number 1; those of codecs go from 128 to 255");
    }

    @Test
    void a_file_names_the_codec() throws Exception {
        Cache<Set<String>, String> cache =
                cacheOfFile("cache.books.backend = common", "cache.books.key-codec = " + OfSets.class.getName());

        cache.put(AB, "value");

        assertThat(cache.get(new TreeSet<>(AB))).isEqualTo("value");
        assertThat(cache.iterator())
                .toIterable()
                .extracting(Cache.Entry::getKey)
                .containsExactly(AB);
    }

    @Test
    void the_cache_and_the_region_have_the_same_settings() throws Exception {
        cacheOfFile(sets().keyCodec(Another::new), "").put(AB, "value");

        assertThat(inRegion(Region.<Set<String>, String>named("books").keyCodec(new Another())))
                .isEqualTo("value");
        assertThat(inRegion(
                        Region.<Set<String>, String>named("books").option(Option.KEY_CODEC, Another.class.getName())))
                .isEqualTo("value");
        assertThat(inRegion(Region.<Set<String>, String>named("books")
                        .keyCodec(new Another())
                        .option(Option.KEY_CODEC, OfSets.class.getName())))
                .as("what is made counts for more than what is named")
                .isEqualTo("value");
        assertThat(inRegion(Region.<Set<String>, String>named("books").keyCodec(new OfSets())))
                .isNull();
    }

    private String inRegion(RegionBuilder<Set<String>, String> builder) {
        try (Region<Set<String>, String> region = builder.bytes(new Left(store))
                .environment(caches.stage.environmentWithoutBackground())
                .build()) {
            return region.get(AB);
        }
    }

    @Test
    void the_file_counts_for_most_if_it_names_the_cache_and_for_least_if_it_does_not() throws Exception {
        DogpileConfiguration<Set<String>, String> ofProgram = sets().keyCodec(Another::new);

        cacheOfFile(ofProgram, "cache.books.key-codec = " + OfSets.class.getName())
                .put(AB, "as the file says");
        assertThat(foundBy(ofProgram, "cache.default.key-codec = " + OfSets.class.getName()))
                .isNull();
        assertThat(foundBy(sets(), "cache.default.key-codec = " + OfSets.class.getName()))
                .isEqualTo("as the file says");
        assertThat(foundBy(
                        sets().option(Option.KEY_CODEC, Another.class.getName()),
                        "cache.default.key-codec = " + OfSets.class.getName()))
                .isNull();
    }

    /** What another manager's cache finds. */
    private String foundBy(DogpileConfiguration<Set<String>, String> program, String line) throws Exception {
        try (Caches others = new Caches()) {
            Path file = Files.writeString(folder.resolve("others.properties"), line);
            return others.provider
                    .getCacheManager(file.toUri(), loader)
                    .<Set<String>, String, DogpileConfiguration<Set<String>, String>>createCache("books", program)
                    .get(AB);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "no.such.Codec | 'no.such.Codec' must be a public class that is a io.dogpile.codec.KeyCodec"
                        + " and has a public constructor without parameters: java.lang.ClassNotFoundException",
                "java.lang.String | 'java.lang.String' must be a public class that is a io.dogpile.codec.KeyCodec",
                "io.dogpile.jcache.KeyCodecsTest$Hidden | has a public constructor without parameters",
                "no-such | 'no-such' is not such a name; allowed is the full name of a class",
            })
    void a_class_that_is_no_codec_is_refused_with_file_and_line(String name, String reason) throws Exception {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> cacheOfFile("cache.books.backend = common", "cache.books.key-codec = " + name))
                .withMessageContaining("caches.properties:2: cache.books.key-codec: ")
                .withMessageContaining(reason);
    }

    @Test
    void a_misspelt_option_is_refused_with_the_one_that_was_meant() {
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cacheOfFile("cache.books.key-codek = x"))
                .withMessageContaining("caches.properties:1: cache.books.key-codek: unknown option 'key-codek',"
                        + " did you mean 'key-codec'?");
    }

    @Test
    void a_factory_that_makes_none_is_refused() {
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache(sets().keyCodec(() -> null)))
                .withMessage("cache 'books': the factory of its key codec returned null");
    }
}
