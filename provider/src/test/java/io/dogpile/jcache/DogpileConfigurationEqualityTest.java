// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.codec.KeyCodec;
import io.dogpile.config.Expiry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DogpileConfigurationEqualityTest {

    private static final javax.cache.expiry.Duration TEN_MINUTES =
            new javax.cache.expiry.Duration(TimeUnit.MINUTES, 10);

    private final DogpileConfiguration<Long, String> books = DogpileConfiguration.of(Long.class, String.class);

    @ParameterizedTest
    @MethodSource("changes")
    void configurations_are_equal_if_everything_is(UnaryOperator<DogpileConfiguration<Long, String>> change) {
        DogpileConfiguration<Long, String> changed = change.apply(books);

        assertThat(changed).isNotEqualTo(books);
        assertThat(changed).isEqualTo(change.apply(books)).hasSameHashCodeAs(change.apply(books));
    }

    static Stream<UnaryOperator<DogpileConfiguration<Long, String>>> changes() {
        Factory<CacheLoader<Long, String>> loader = FactoryBuilder.factoryOf("Loader");
        Factory<CacheWriter<Object, Object>> writer = FactoryBuilder.factoryOf("Writer");
        Factory<KeyCodec<Long>> codec = FactoryBuilder.factoryOf("Codec");
        return Stream.of(
                set -> set.storeByValue(false),
                set -> set.readThrough(true),
                set -> set.writeThrough(true),
                set -> set.statistics(true),
                set -> set.management(true),
                set -> set.loader(loader),
                set -> set.writer(writer),
                set -> set.keyCodec(codec),
                set -> set.expiryPolicy(AccessedExpiryPolicy.factoryOf(TEN_MINUTES)),
                set -> set.listener(listener(true)),
                set -> set.staleFor(Duration.ofSeconds(1)),
                set -> set.argument("maximum-size", "10"));
    }

    @Test
    void configurations_of_other_types_or_classes_are_not_equal() {
        assertThat(books).isNotEqualTo(DogpileConfiguration.of(Long.class, Long.class));
        assertThat(books).isNotEqualTo(new MutableConfiguration<>(books));
        assertThat(new MutableConfiguration<>(books)).isNotEqualTo(books);
    }

    @Test
    void the_order_of_listeners_does_not_make_a_difference() {
        assertThat(books.listener(listener(true)).listener(listener(false)))
                .isEqualTo(books.listener(listener(false)).listener(listener(true)))
                .hasSameHashCodeAs(books.listener(listener(false)).listener(listener(true)));
    }

    @Test
    void a_text_shows_what_is_set_and_no_secrets() {
        String text = books.backend("redis")
                .argument("url", "redis://me:hidden-1@host")
                .argument("password", "hidden-2")
                .loader(FactoryBuilder.factoryOf("Loader"))
                .statistics(true)
                .toString();

        assertThat(text)
                .contains("keys=java.lang.Long, values=java.lang.String", "statistics=true", "backend=redis")
                .contains("loader=javax.cache.configuration.FactoryBuilder$ClassFactory, writer=none")
                .contains("keyCodec=none")
                .contains("arguments.url=redis://***@host")
                .doesNotContain("hidden");
    }

    @Test
    void serialization_keeps_everything() throws Exception {
        DogpileConfiguration<Long, String> all = DogpileConfiguration.copyOf(mutable())
                .expiry(Expiry.touched(Duration.ofMinutes(1)))
                .keyCodec(FactoryBuilder.factoryOf("Codec"))
                .backend("redis")
                .argument("password", "secret");

        DogpileConfiguration<Long, String> read = copied(all);

        assertThat(read).isEqualTo(all).isNotSameAs(all).hasSameHashCodeAs(all);
        assertThat(read.options().arguments()).containsEntry("password", "secret");
        assertThat(read.getKeyCodecFactory()).isEqualTo(FactoryBuilder.factoryOf("Codec"));
        assertThat(read.statistics(false)).isEqualTo(all.statistics(false));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Serializable> T copied(T object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    private static MutableConfiguration<Long, String> mutable() {
        return new MutableConfiguration<Long, String>()
                .setTypes(Long.class, String.class)
                .setStoreByValue(false)
                .setReadThrough(true)
                .setWriteThrough(true)
                .setStatisticsEnabled(true)
                .setManagementEnabled(true)
                .setCacheLoaderFactory(FactoryBuilder.factoryOf("Loader"))
                .setCacheWriterFactory(FactoryBuilder.factoryOf("Writer"))
                .setExpiryPolicyFactory(AccessedExpiryPolicy.factoryOf(TEN_MINUTES))
                .addCacheEntryListenerConfiguration(listener(true));
    }

    private static CacheEntryListenerConfiguration<Long, String> listener(boolean synchronous) {
        Factory<CacheEntryListener<Object, Object>> factory = FactoryBuilder.factoryOf(Ignoring.class.getName());
        return new MutableCacheEntryListenerConfiguration<>(factory, null, true, synchronous);
    }

    /** A listener to name. */
    private static final class Ignoring implements CacheEntryCreatedListener<Object, Object> {
        @Override
        public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {}
    }
}
