// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.region.Stage;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.MutableEntry;
import javax.cache.spi.CachingProvider;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What frameworks do with a cache, in their own way of doing it. */
class ConsumersTest {

    private final Caches caches = new Caches();

    @AfterEach
    void close() {
        caches.close();
    }

    /** A processor that cannot be serialised, and that is handed a live object: get-or-compute of an annotation layer. */
    private static final class ValueLoading implements EntryProcessor<Object, Object, Object> {

        private final Object cannotBeSerialised = new Object();

        @Override
        public Object process(MutableEntry<Object, Object> entry, Object... arguments) {
            assertThat(cannotBeSerialised).isNotNull();
            if (entry.exists()) {
                return entry.getValue();
            }
            try {
                Object value = ((Callable<?>) arguments[0]).call();
                entry.setValue(value);
                return value;
            } catch (Exception e) {
                throw new EntryProcessorException("cannot compute", e);
            }
        }
    }

    @Test
    void a_live_callable_computes_a_value_once_however_many_ask() {
        Cache<Object, Object> cache =
                caches.manager().createCache("pkg.Type.method(pkg.A,pkg.B)", new MutableConfiguration<>());
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);

        List<Stage.Task<Object>> tasks = caches.stage.startAll(8, () -> {
            Stage.await(go);
            return cache.invoke("k", new ValueLoading(), (Callable<Object>) () -> "value " + calls.incrementAndGet());
        });
        go.countDown();

        tasks.forEach(task -> assertThat(task.result()).isEqualTo("value 1"));
        assertThat(calls).hasValue(1);
    }

    @Test
    void the_exception_of_a_live_callable_is_the_cause_of_what_the_processor_throws() {
        Cache<Object, Object> cache = caches.manager().createCache("c", new MutableConfiguration<>());
        IllegalStateException failure = new IllegalStateException("no");

        assertThatExceptionOfType(EntryProcessorException.class)
                .isThrownBy(() -> cache.invoke("k", new ValueLoading(), (Callable<Object>) () -> {
                    throw failure;
                }))
                .withCause(failure);
        assertThat(cache.containsKey("k")).isFalse();
    }

    /** One token of a bucket that is kept as bytes. */
    private static final class Consume implements EntryProcessor<String, byte[], Long>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public Long process(MutableEntry<String, byte[]> entry, Object... arguments) {
            long taken = entry.exists() ? ByteBuffer.wrap(entry.getValue()).getLong() : 0;
            Thread.yield();
            entry.setValue(ByteBuffer.allocate(Long.BYTES).putLong(taken + 1).array());
            return taken + 1;
        }
    }

    @Test
    void no_token_of_a_bucket_is_lost() {
        Cache<String, byte[]> cache = caches.manager()
                .createCache(
                        "buckets",
                        new MutableConfiguration<String, byte[]>()
                                .setTypes(String.class, byte[].class)
                                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR)));
        caches.stage
                .startAll(4, () -> {
                    for (int i = 0; i < 1_000; i++) {
                        cache.invoke("bucket", new Consume());
                    }
                    return null;
                })
                .forEach(Stage.Task::result);

        assertThat(ByteBuffer.wrap(cache.get("bucket")).getLong()).isEqualTo(4_000);
    }

    @Test
    void statistics_are_found_under_the_name_that_a_metrics_library_puts_together() throws JMException {
        CacheManager manager = caches.provider.getCacheManager(URI.create("urn:example:app"), null);
        Cache<Object, Object> cache =
                manager.createCache("books", new MutableConfiguration<>().setStatisticsEnabled(true));
        cache.get("k");
        assertThat(Caches.complete(cache).isStatisticsEnabled()).isTrue();

        String uri = manager.getURI().toString().replace(':', '.');
        ObjectName name = new ObjectName("javax.cache:type=CacheStatistics,CacheManager=" + uri + ",Cache=books");

        assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(name, "CacheMisses"))
                .isEqualTo(1L);
        assertThat(caches.manager().getURI().toString()).matches("[a-z]+");
    }

    @Test
    void an_object_mapper_finds_or_makes_its_regions_and_closes_the_manager_in_the_end() {
        CachingProvider provider = caches.provider;
        for (int start = 0; start < 2; start++) {
            CacheManager manager = provider.getCacheManager(
                    provider.getDefaultURI(), provider.getDefaultClassLoader(), new Properties());
            for (String region : List.of(
                    "com.acme.Book",
                    "com.acme.Book.authors",
                    "com.acme.Book##NaturalId",
                    "default-query-results-region")) {
                Cache<Object, Object> cache = manager.getCache(region);
                assertThat(cache).isNull();
                cache = manager.createCache(region, new MutableConfiguration<>());
                assertThat(cache.get("k")).isNull();
                cache.put("k", "v");
                assertThat(cache.containsKey("k")).isTrue();
                assertThat(manager.<Object, Object>getCache(region)).isSameAs(cache);
                cache.remove("k");
                cache.clear();
                cache.close();
            }
            manager.close();
        }
    }

    @Test
    void a_router_gives_no_class_loader_and_closes_the_provider() {
        for (int start = 0; start < 2; start++) {
            CacheManager manager = caches.provider.getCacheManager(URI.create("route"), null, null);
            Cache<Object, Object> cache = manager.createCache("c", new MutableConfiguration<>());
            cache.put("k", "v");
            cache.close();
            manager.close();
            caches.provider.close();
        }
    }

    @Test
    void caches_are_named_once_at_the_start_and_untyped_afterwards() {
        CacheManager manager = caches.manager();
        manager.createCache("typed", new MutableConfiguration<Long, String>().setTypes(Long.class, String.class));

        assertThat(manager.getCacheNames()).containsExactly("typed");
        Cache<Long, String> cache = manager.getCache("typed");
        assertThat(cache).isNotNull();
        assertThat(cache.iterator().hasNext()).isFalse();
        cache.put(1L, "v");
        cache.removeAll();
        assertThat(cache.iterator().hasNext()).isFalse();
    }

    @Test
    void one_configuration_may_be_changed_and_used_for_several_caches() {
        MutableConfiguration<String, String> configuration = new MutableConfiguration<>();
        configuration.setTypes(String.class, String.class).setStoreByValue(false);
        Cache<String, String> first = caches.manager().createCache("first", configuration);
        configuration.setStoreByValue(true).setStatisticsEnabled(true);
        Cache<String, String> second = caches.manager().createCache("second", configuration);

        assertThat(Caches.complete(first).isStoreByValue()).isFalse();
        assertThat(Caches.complete(second).isStoreByValue()).isTrue();
        assertThat(Caches.complete(first)).isNotSameAs(configuration);
        caches.manager().enableManagement("first", true);
        assertThat(Caches.complete(first).isManagementEnabled()).isTrue();
    }
}
