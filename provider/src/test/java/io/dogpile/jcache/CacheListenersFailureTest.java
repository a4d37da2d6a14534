// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static io.dogpile.jcache.CacheListenersTest.cache;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.junit.jupiter.api.Test;

class CacheListenersFailureTest {

    private final RecordingListener listener = new RecordingListener();
    private final CacheListeners<String, String> listeners = new CacheListeners<>("books", task -> {
        throw new AssertionError("nothing here is asynchronous");
    });

    @Test
    void a_failing_listener_leaves_the_others_their_events_and_is_wrapped_without_key_and_value() {
        IllegalStateException reason = new IllegalStateException("broken");
        RecordingListener last = new RecordingListener();
        listener.then = event -> {
            throw reason;
        };
        listeners.register(listener.synchronous());
        listeners.register(last.synchronous());

        assertThatExceptionOfType(CacheEntryListenerException.class)
                .isThrownBy(() -> listeners.publish(cache(), EventType.UPDATED, "key-1", "value-1", "value-0"))
                .withMessage("cache 'books': listener io.dogpile.jcache.RecordingListener failed on UPDATED")
                .withCause(reason);
        assertThat(last.heard).hasSize(1);
    }

    @Test
    void a_listeners_own_listener_exception_comes_as_it_is() {
        CacheEntryListenerException own = new CacheEntryListenerException("mine");
        listener.then = event -> {
            throw own;
        };
        listeners.register(listener.synchronous());

        assertThatThrownBy(() -> listeners.publish(cache(), EventType.CREATED, "k", "v", null))
                .isSameAs(own);
    }

    @Test
    void a_failing_filter_fails_like_its_listener() {
        RuntimeException reason = new NullPointerException();
        CacheEntryEventFilter<String, String> filter = event -> {
            throw reason;
        };
        RecordingListener last = new RecordingListener();
        listeners.register(filtered(filter));
        listeners.register(last.synchronous());

        assertThatExceptionOfType(CacheEntryListenerException.class)
                .isThrownBy(() -> listeners.publish(cache(), EventType.REMOVED, "k", "v", "v"))
                .withMessageStartingWith("cache 'books': listener io.dogpile.jcache.RecordingListener with filter ")
                .withMessageEndingWith(" failed on REMOVED")
                .withCause(reason);
        assertThat(listener.heard).isEmpty();
        assertThat(last.heard).hasSize(1);
    }

    @Test
    void further_failures_are_suppressed_in_the_first() {
        for (String message : List.of("first", "second", "third")) {
            RecordingListener failing = new RecordingListener();
            failing.then = event -> {
                throw new IllegalStateException(message);
            };
            listeners.register(failing.synchronous());
        }

        assertThatThrownBy(() -> listeners.publish(cache(), EventType.CREATED, "k", "v", null))
                .hasRootCauseMessage("first")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(suppressed -> suppressed.getCause().getMessage())
                        .containsExactly("second", "third"));
    }

    @Test
    void one_exception_object_thrown_twice_is_thrown_once() {
        CacheEntryListenerException same = new CacheEntryListenerException("same");
        RecordingListener other = new RecordingListener();
        listener.then = event -> {
            throw same;
        };
        other.then = listener.then;
        listeners.register(listener.synchronous());
        listeners.register(other.synchronous());

        assertThatThrownBy(() -> listeners.publish(cache(), EventType.CREATED, "k", "v", null))
                .isSameAs(same)
                .hasNoSuppressedExceptions();
    }

    @Test
    void an_error_is_thrown_as_it_is_after_all_were_called() {
        AssertionError error = new AssertionError("as tests throw");
        RecordingListener last = new RecordingListener();
        listener.then = event -> {
            throw error;
        };
        listeners.register(listener.synchronous());
        listeners.register(last.synchronous());

        assertThatThrownBy(() -> listeners.publish(cache(), EventType.CREATED, "k", "v", null))
                .isSameAs(error);
        assertThat(last.heard).hasSize(1);
    }

    private CacheEntryListenerConfiguration<String, String> filtered(CacheEntryEventFilter<String, String> filter) {
        return new MutableCacheEntryListenerConfiguration<>(() -> listener, () -> filter, true, true);
    }
}
