// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static io.dogpile.jcache.CacheListenersTest.cache;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheListenersEventsTest {

    private final RecordingListener listener = new RecordingListener();
    private final CacheListeners<String, String> listeners = new CacheListeners<>("books", task -> {
        throw new AssertionError("nothing here is asynchronous");
    });

    @ParameterizedTest
    @CsvSource({
        "CREATED, true, CREATED k=new was null (not available)",
        "CREATED, false, CREATED k=new was null (not available)",
        "UPDATED, true, UPDATED k=new was old",
        "UPDATED, false, UPDATED k=new was null (not available)",
        "REMOVED, true, REMOVED k=new was new",
        "REMOVED, false, REMOVED k=null was null (not available)",
        "EXPIRED, true, EXPIRED k=new was new",
        "EXPIRED, false, EXPIRED k=null was null (not available)"
    })
    void an_event_has_the_values_that_its_type_and_the_configuration_give_it(
            EventType type, boolean oldValueRequired, String heard) {
        listeners.register(listener.synchronous(oldValueRequired));

        listeners.publish(cache(), type, "k", "new", "old");

        assertThat(listener.heard).containsExactly(heard);
    }

    @Test
    void listeners_of_one_event_may_see_different_old_values() {
        RecordingListener other = new RecordingListener();
        listeners.register(listener.synchronous(true));
        listeners.register(other.synchronous(false));

        listeners.publish(cache(), EventType.UPDATED, "k", "new", "old");

        assertThat(listener.heard).containsExactly("UPDATED k=new was old");
        assertThat(other.heard).containsExactly("UPDATED k=new was null (not available)");
    }

    @Test
    void an_event_comes_from_its_cache_alone_in_its_iterable() {
        Cache<String, String> cache = cache();
        List<Object> sources = new ArrayList<>();
        listeners.register(created(events -> events.forEach(event -> sources.add(event.getSource()))));

        listeners.publish(cache, EventType.CREATED, "k", "v", null);

        assertThat(sources).singleElement().isSameAs(cache);
    }

    @Test
    void a_listener_hears_only_the_types_that_it_implements() {
        List<EventType> heard = new ArrayList<>();
        listeners.register(created(events -> events.forEach(event -> heard.add(event.getEventType()))));

        for (EventType type : EventType.values()) {
            listeners.publish(cache(), type, "k", "v", "v");
        }

        assertThat(heard).containsExactly(EventType.CREATED);
    }

    @Test
    void an_event_can_be_unwrapped_to_its_class_only_and_shows_no_key_or_value() {
        CacheEntryEvent<String, String> event =
                RegionCacheEvent.of(cache(), EventType.CREATED, "secret key", "secret value", null, true);

        assertThat(event.unwrap(RegionCacheEvent.class)).isSameAs(event);
        assertThat(event.unwrap(Cache.Entry.class)).isSameAs(event);
        assertThat(event).hasToString("CREATED in cache 'books'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> event.unwrap(String.class))
                .withMessage(
                        "an event of cache 'books' is a io.dogpile.jcache.RegionCacheEvent, and no java.lang.String");
    }

    @Test
    void only_what_the_filter_passes_is_heard() {
        listeners.register(filtered(event -> event.getKey().equals("b")));

        listeners.publish(cache(), EventType.CREATED, "a", "v", null);
        listeners.publish(cache(), EventType.CREATED, "b", "v", null);

        assertThat(listener.heard).containsExactly("CREATED b=v was null (not available)");
    }

    @Test
    void a_filter_sees_no_value_where_the_listener_sees_none() {
        List<String> seen = new ArrayList<>();
        CacheEntryEventFilter<String, String> filter = event -> seen.add(RecordingListener.words(event));
        listeners.register(new MutableCacheEntryListenerConfiguration<>(() -> listener, () -> filter, false, true));

        listeners.publish(cache(), EventType.REMOVED, "k", "v", "v");

        assertThat(seen).containsExactly("REMOVED k=null was null (not available)");
        assertThat(listener.heard).isEqualTo(seen);
    }

    @Test
    void a_listener_may_cause_events_while_it_is_called() {
        listener.then = event -> {
            if (event.getKey().equals("outer")) {
                listeners.publish(cache(), EventType.CREATED, "inner", "v", null);
            }
        };
        listeners.register(listener.synchronous());

        listeners.publish(cache(), EventType.CREATED, "outer", "v", null);

        assertThat(listener.heard)
                .containsExactly(
                        "CREATED outer=v was null (not available)", "CREATED inner=v was null (not available)");
    }

    private CacheEntryListenerConfiguration<String, String> filtered(CacheEntryEventFilter<String, String> filter) {
        return new MutableCacheEntryListenerConfiguration<>(() -> listener, () -> filter, true, true);
    }

    private static CacheEntryListenerConfiguration<String, String> created(
            CacheEntryCreatedListener<String, String> onCreated) {
        return new MutableCacheEntryListenerConfiguration<>(() -> onCreated, null, true, true);
    }
}
