// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.dogpile.config.Options;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Test;

class DogpileConfigurationCopyTest {

    private static final javax.cache.expiry.Duration TEN_MINUTES =
            new javax.cache.expiry.Duration(TimeUnit.MINUTES, 10);

    private final DogpileConfiguration<Long, String> books = DogpileConfiguration.of(Long.class, String.class);

    @Test
    void a_plain_configuration_is_completed_by_the_defaults() {
        DogpileConfiguration<Long, String> copy = DogpileConfiguration.copyOf(new Plain<>(Long.class, String.class));

        assertThat(copy).isEqualTo(books.storeByValue(false));
    }

    @Test
    void a_configuration_without_types_is_refused() {
        assertThatNullPointerException().isThrownBy(() -> DogpileConfiguration.copyOf(new Plain<>(null, Long.class)));
        assertThatNullPointerException().isThrownBy(() -> DogpileConfiguration.copyOf(new Plain<>(Long.class, null)));
    }

    @Test
    void a_complete_configuration_of_any_class_is_copied_through_its_interface() {
        MutableConfiguration<Long, String> mutable = mutable();
        CompleteConfiguration<Long, String> foreign = new Foreign<>(mutable);

        DogpileConfiguration<Long, String> copy = DogpileConfiguration.copyOf(foreign);

        assertThat(new MutableConfiguration<>(copy)).isEqualTo(mutable);
        assertThat(copy.isManagementEnabled()).isTrue();
        assertThat(copy).isEqualTo(DogpileConfiguration.copyOf(mutable));
        assertThat(copy.options()).isEqualTo(Options.none());
    }

    @Test
    void a_configuration_without_an_expiry_policy_is_eternal() {
        Foreign<Long, String> foreign = new Foreign<>(new MutableConfiguration<>()) {
            @Override
            public Factory<ExpiryPolicy> getExpiryPolicyFactory() {
                return null;
            }
        };

        assertThat(DogpileConfiguration.copyOf(foreign).getExpiryPolicyFactory())
                .isEqualTo(EternalExpiryPolicy.factoryOf());
    }

    @Test
    void a_copy_does_not_follow_the_original() {
        MutableConfiguration<Long, String> original = mutable();
        DogpileConfiguration<Long, String> copy = DogpileConfiguration.copyOf(original);
        DogpileConfiguration<Long, String> before = DogpileConfiguration.copyOf(mutable());

        original.setStatisticsEnabled(false)
                .setStoreByValue(true)
                .setCacheLoaderFactory(null)
                .addCacheEntryListenerConfiguration(listener(false));

        assertThat(copy).isEqualTo(before);
        assertThat(copy.getCacheEntryListenerConfigurations()).hasSize(1);
    }

    @Test
    void an_immutable_configuration_is_its_own_copy() {
        assertThat(DogpileConfiguration.copyOf(books)).isSameAs(books);
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

    /** A configuration that is not complete, as JCache allows. */
    private record Plain<K, V>(Class<K> getKeyType, Class<V> getValueType) implements Configuration<K, V> {
        @Override
        public boolean isStoreByValue() {
            return false;
        }
    }

    /** An application's own configuration. */
    private static class Foreign<K, V> implements CompleteConfiguration<K, V> {
        private static final long serialVersionUID = 1L;
        private final MutableConfiguration<K, V> content;

        Foreign(MutableConfiguration<K, V> content) {
            this.content = content;
        }

        @Override
        public Class<K> getKeyType() {
            return content.getKeyType();
        }

        @Override
        public Class<V> getValueType() {
            return content.getValueType();
        }

        @Override
        public boolean isStoreByValue() {
            return content.isStoreByValue();
        }

        @Override
        public boolean isReadThrough() {
            return content.isReadThrough();
        }

        @Override
        public boolean isWriteThrough() {
            return content.isWriteThrough();
        }

        @Override
        public boolean isStatisticsEnabled() {
            return content.isStatisticsEnabled();
        }

        @Override
        public boolean isManagementEnabled() {
            return content.isManagementEnabled();
        }

        @Override
        public Iterable<CacheEntryListenerConfiguration<K, V>> getCacheEntryListenerConfigurations() {
            return content.getCacheEntryListenerConfigurations();
        }

        @Override
        public Factory<CacheLoader<K, V>> getCacheLoaderFactory() {
            return content.getCacheLoaderFactory();
        }

        @Override
        public Factory<CacheWriter<? super K, ? super V>> getCacheWriterFactory() {
            return content.getCacheWriterFactory();
        }

        @Override
        public Factory<ExpiryPolicy> getExpiryPolicyFactory() {
            return content.getExpiryPolicyFactory();
        }
    }
}
