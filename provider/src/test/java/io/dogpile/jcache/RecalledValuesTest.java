// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.Exchange;
import io.dogpile.backend.RecentValues;
import io.dogpile.backend.Registered;
import io.dogpile.backend.Stored;
import io.dogpile.backend.SurroundingBackend;
import io.dogpile.backend.heap.HeapBackend;
import io.dogpile.config.Expiry;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations decided on what this process remembers, while another process changes what is there. */
class RecalledValuesTest {

    private static final AtomicInteger TRIPS = new AtomicInteger();

    private static HeapBackend<String, byte[]> store;

    private final Caches ours = new Caches();
    private final Caches theirs = new Caches();
    private URLClassLoader loader;
    private Cache<String, String> one;
    private Cache<String, String> other;

    /** A store that all have in common, of whose values each remembers those it has met. */
    public static final class Common implements ByteBackendFactory {

        @Override
        public String name() {
            return "common";
        }

        @Override
        public Backend<String, byte[]> create(BackendContext context) {
            return new Remembering(store, new RecentValues());
        }
    }

    private record Remembering(Backend<String, byte[]> delegate, RecentValues recent)
            implements SurroundingBackend<String, byte[]> {

        @Override
        public <R extends @Nullable Object> R around(Supplier<R> operation) {
            TRIPS.incrementAndGet();
            return operation.get();
        }

        @Override
        public @Nullable Stored<byte[]> get(String key) {
            Stored<byte[]> stored = SurroundingBackend.super.get(key);
            remember(key, stored);
            return stored;
        }

        @Override
        public void put(String key, Stored<byte[]> stored) {
            SurroundingBackend.super.put(key, stored);
            remember(key, stored);
        }

        @Override
        public Exchange<byte[]> exchange(
                String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
            Exchange<byte[]> came = around(() -> delegate.exchange(key, expected, update));
            remember(key, came.done() ? update : came.found());
            return came;
        }

        private void remember(String key, @Nullable Stored<byte[]> stored) {
            if (stored != null) {
                recent.met(key, stored);
            }
        }

        @Override
        public @Nullable Stored<byte[]> recalled(String key) {
            return recent.of(key);
        }

        @Override
        public boolean isLocal() {
            return false;
        }
    }

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        store = HeapBackend.unbounded();
        loader = Registered.in(directory, Common.class);
        one = cache(ours, DogpileConfiguration.of(String.class, String.class));
        other = cache(theirs, DogpileConfiguration.of(String.class, String.class));
        // The region's record is asked for once a second, and here time stands still.
        one.get("absent");
        other.get("absent");
        // Nothing is remembered before the first time that this would have been of use.
        one.replace("absent", "never");
        other.replace("absent", "never");
    }

    private <V> Cache<String, V> cache(Caches caches, DogpileConfiguration<String, V> configuration) {
        return caches.provider
                .getCacheManager(null, loader)
                .createCache("books-" + configuration.getValueType(), configuration.backend("common"));
    }

    @AfterEach
    void close() throws Exception {
        ours.close();
        theirs.close();
        loader.close();
    }

    private static int trips(Runnable operation) {
        int before = TRIPS.get();
        operation.run();
        return TRIPS.get() - before;
    }

    @Test
    void a_change_of_what_this_process_has_stored_takes_one_trip() {
        one.put("key", "first");

        assertThat(trips(() -> assertThat(one.replace("key", "second")).isTrue()))
                .isOne();
        assertThat(trips(() -> assertThat(one.replace("key", "second", "third")).isTrue()))
                .isOne();
        assertThat(trips(() -> assertThat(one.getAndPut("key", "fourth")).isEqualTo("third")))
                .isOne();
        assertThat(trips(() -> assertThat(one.getAndReplace("key", "fifth")).isEqualTo("fourth")))
                .isOne();
        assertThat(other.get("key")).isEqualTo("fifth");
    }

    @Test
    void so_does_one_of_what_it_has_read() {
        other.put("key", "theirs");
        one.get("key");

        assertThat(trips(() -> assertThat(one.getAndReplace("key", "next")).isEqualTo("theirs")))
                .isOne();
    }

    /** If the answer to it were lost, nobody could tell whose removal has left nothing. */
    @Test
    void a_removal_takes_two() {
        one.put("key", "ours");
        assertThat(trips(() -> assertThat(one.remove("key", "ours")).isTrue())).isEqualTo(2);
        one.put("key", "ours");
        assertThat(trips(() -> assertThat(one.getAndRemove("key")).isEqualTo("ours")))
                .isEqualTo(2);
    }

    /** Which would be asked for something that does not happen. */
    @Test
    void with_an_expiry_policy_of_the_applications_a_change_takes_two() {
        Cache<String, Long> custom = ours.provider
                .getCacheManager(null, loader)
                .createCache(
                        "custom",
                        DogpileConfiguration.of(String.class, Long.class)
                                .expiryPolicy(HalfAnHour::new)
                                .backend("common"));
        custom.put("key", 1L);
        custom.replace("key", 2L);

        assertThat(trips(() -> assertThat(custom.replace("key", 3L)).isTrue())).isEqualTo(2);
    }

    private static final class HalfAnHour implements ExpiryPolicy {

        private static final javax.cache.expiry.Duration DURATION =
                new javax.cache.expiry.Duration(TimeUnit.MINUTES, 30);

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return DURATION;
        }

        @Override
        public javax.cache.expiry.@Nullable Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public javax.cache.expiry.@Nullable Duration getExpiryForUpdate() {
            return null;
        }
    }

    @Test
    void what_another_process_has_stored_meanwhile_is_found_and_takes_two() {
        one.put("key", "ours");
        other.put("key", "theirs");

        assertThat(trips(() -> assertThat(one.getAndReplace("key", "next")).isEqualTo("theirs")))
                .isEqualTo(2);
        other.put("key", "theirs again");
        assertThat(trips(() -> assertThat(one.getAndPut("key", "last")).isEqualTo("theirs again")))
                .isEqualTo(2);
        other.put("key", "more of theirs");
        assertThat(trips(() -> assertThat(one.replace("key", "last", "never")).isFalse()))
                .isOne();
        assertThat(other.get("key")).isEqualTo("more of theirs");
    }

    @Test
    void what_is_remembered_does_not_decide_that_nothing_changes() {
        one.put("key", "ours");
        other.put("key", "theirs");

        assertThat(one.replace("key", "theirs", "next")).isTrue();
        other.put("key", "theirs");
        assertThat(one.remove("key", "theirs")).isTrue();
        assertThat(one.putIfAbsent("key", "again")).isTrue();
    }

    @Test
    void what_another_process_has_removed_meanwhile_is_gone() {
        for (Runnable removal : List.<Runnable>of(
                () -> other.remove("key"), other::removeAll, other::clear, () -> other.getAndRemove("key"))) {
            one.put("key", "ours");
            removal.run();
            assertThat(one.replace("key", "never")).isFalse();
            one.put("key", "ours");
            removal.run();
            assertThat(one.getAndRemove("key")).isNull();
            one.put("key", "ours");
            removal.run();
            assertThat(one.getAndPut("key", "new")).isNull();
            removal.run();
            assertThat(one.remove("key")).isFalse();
        }
    }

    @Test
    void what_has_expired_is_not_remembered() {
        Cache<String, Integer> expiring = cache(
                ours,
                DogpileConfiguration.of(String.class, Integer.class).expiry(Expiry.created(Duration.ofMillis(10))));
        expiring.put("key", 1);
        assertThat(expiring.replace("key", 2)).isTrue();

        ours.advance(Duration.ofMillis(10));

        assertThat(expiring.replace("key", 3)).isFalse();
        assertThat(expiring.getAndPut("key", 4)).isNull();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // A list of a certain type has no class literal.
    void what_a_reader_has_changed_is_not_what_is_remembered() {
        Cache<String, ArrayList> lists = cache(ours, DogpileConfiguration.of(String.class, ArrayList.class));
        lists.put("key", new ArrayList<>(List.of("first")));
        lists.get("key").add("of the reader's");

        assertThat(lists.getAndPut("key", new ArrayList<>(List.of("second")))).isEqualTo(List.of("first"));
        assertThat(lists.replace("key", new ArrayList<>(List.of("second")), new ArrayList<>(List.of("third"))))
                .isTrue();
    }

    @Test
    void a_processor_sees_what_is_there_and_runs_once() {
        one.put("key", "ours");
        other.put("key", "theirs");
        List<String> seen = new ArrayList<>();

        one.<Object>invoke("key", (entry, arguments) -> {
            seen.add(entry.getValue());
            entry.setValue("processed");
            return entry;
        });

        assertThat(seen).containsExactly("theirs");
        assertThat(other.get("key")).isEqualTo("processed");
    }
}
