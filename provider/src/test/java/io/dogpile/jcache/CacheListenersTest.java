// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.reflect.Proxy;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheListenersTest {

    private final RecordingListener listener = new RecordingListener();
    private final CacheListeners<String, String> listeners = new CacheListeners<>("books", task -> {
        throw new AssertionError("nothing here is asynchronous");
    });

    @Test
    void nobody_listens_before_the_first_registration_and_after_the_last() {
        assertThat(listeners.isEmpty()).isTrue();
        CacheEntryListenerConfiguration<String, String> configuration = listener.synchronous();

        listeners.register(configuration);
        assertThat(listeners.isEmpty()).isFalse();

        listeners.deregister(configuration);
        assertThat(listeners.isEmpty()).isTrue();
        listeners.publish(cache(), EventType.CREATED, "k", "v", null);
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void an_equal_configuration_is_registered_once_and_deregistered_by_another_equal_one() {
        Factory<RecordingListener> factory = () -> listener;
        listeners.register(new MutableCacheEntryListenerConfiguration<>(factory, null, true, true));

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        listeners.register(new MutableCacheEntryListenerConfiguration<>(factory, null, true, true)))
                .withMessage("cache 'books': an equal listener configuration is registered already");
        listeners.register(new MutableCacheEntryListenerConfiguration<>(factory, null, false, true));

        listeners.deregister(new MutableCacheEntryListenerConfiguration<>(factory, null, true, true));
        listeners.publish(cache(), EventType.UPDATED, "k", "new", "old");
        assertThat(listener.heard).containsExactly("UPDATED k=new was null (not available)");
    }

    @Test
    void a_configuration_that_changes_after_the_registration_changes_nothing() {
        MutableCacheEntryListenerConfiguration<String, String> configuration =
                new MutableCacheEntryListenerConfiguration<>(listener.synchronous(true));
        listeners.register(configuration);

        configuration.setOldValueRequired(false).setSynchronous(false);

        listeners.publish(cache(), EventType.UPDATED, "k", "new", "old");
        assertThat(listener.heard).containsExactly("UPDATED k=new was old");
        listeners.deregister(configuration);
        assertThat(listeners.isEmpty()).isTrue();
    }

    @Test
    void null_is_refused_and_an_unknown_deregistration_ignored() {
        assertThatNullPointerException().isThrownBy(() -> listeners.register(null));
        assertThatNullPointerException().isThrownBy(() -> listeners.deregister(null));
        listeners.deregister(listener.synchronous());
        assertThat(listener.closings).hasValue(0);
    }

    @Test
    void factories_that_are_missing_or_fail_are_named_and_nothing_is_registered() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> listeners.register(new MutableCacheEntryListenerConfiguration<>(null, null, true, true)))
                .withMessage("cache 'books': a listener configuration has no listener factory");
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() ->
                        listeners.register(new MutableCacheEntryListenerConfiguration<>(() -> null, null, true, true)))
                .withMessageStartingWith("cache 'books': factory io.dogpile.jcache.CacheListenersTest")
                .withMessageEndingWith("made null");
        IllegalStateException reason = new IllegalStateException();
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> listeners.register(new MutableCacheEntryListenerConfiguration<>(
                        () -> listener,
                        () -> {
                            throw reason;
                        },
                        true,
                        true)))
                .withCause(reason);

        assertThat(listeners.isEmpty()).isTrue();
        assertThat(listener.closings).as("made before the filter failed").hasValue(1);
    }

    @Test
    void deregistration_closes_listener_and_filter() {
        RecordingFilter filter = new RecordingFilter();
        CacheEntryListenerConfiguration<String, String> configuration =
                new MutableCacheEntryListenerConfiguration<>(() -> listener, () -> filter, true, true);
        listeners.register(configuration);

        listeners.deregister(configuration);
        listeners.deregister(configuration);

        assertThat(listener.closings).hasValue(1);
        assertThat(filter.closings).hasValue(1);
    }

    @Test
    void a_listener_that_is_registered_otherwise_stays_open() {
        CacheEntryListenerConfiguration<String, String> first = listener.synchronous(true);
        CacheEntryListenerConfiguration<String, String> second = listener.synchronous(false);
        listeners.register(first);
        listeners.register(second);

        listeners.deregister(first);
        assertThat(listener.closings).hasValue(0);

        listeners.deregister(second);
        assertThat(listener.closings).hasValue(1);
    }

    @Test
    void closing_closes_every_listener_once_even_if_one_fails_and_logs_that() {
        RecordingListener failing = new RecordingListener();
        failing.failsToClose = true;
        listeners.register(failing.synchronous());
        listeners.register(listener.synchronous(true));
        listeners.register(listener.synchronous(false));

        try (LogCapture log = new LogCapture()) {
            listeners.close();
            listeners.close();

            assertThat(log.count("cache 'books': closing io.dogpile.jcache.RecordingListener failed"))
                    .isEqualTo(1);
        }

        assertThat(failing.closings).hasValue(1);
        assertThat(listener.closings).hasValue(1);
    }

    @Test
    void after_the_close_nobody_is_called_or_registered() {
        CacheEntryListenerConfiguration<String, String> configuration = listener.synchronous();
        listeners.register(configuration);
        listeners.close();

        listeners.publish(cache(), EventType.CREATED, "k", "v", null);
        listeners.deregister(configuration);

        assertThat(listener.heard).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> listeners.register(configuration))
                .withMessage("cache 'books' is closed and takes no listeners");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_listener_may_end_its_own_registration_and_hears_no_more(boolean all) {
        CacheEntryListenerConfiguration<String, String> configuration = listener.synchronous();
        RecordingListener next = new RecordingListener();
        listener.then = event -> {
            if (all) {
                listeners.close();
            } else {
                listeners.deregister(configuration);
            }
        };
        listeners.register(configuration);
        listeners.register(next.synchronous());

        listeners.publish(cache(), EventType.CREATED, "k", "v", null);
        listeners.publish(cache(), EventType.CREATED, "k", "v", null);

        assertThat(listener.heard).hasSize(1);
        assertThat(listener.closings).hasValue(1);
        assertThat(next.heard).hasSize(all ? 0 : 2);
    }

    /** A cache that has a name and nothing else. */
    @SuppressWarnings("unchecked")
    static Cache<String, String> cache() {
        return (Cache<String, String>) Proxy.newProxyInstance(
                CacheListenersTest.class.getClassLoader(),
                new Class<?>[] {Cache.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getName" -> "books";
                    case "toString" -> "cache 'books'";
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }
}
