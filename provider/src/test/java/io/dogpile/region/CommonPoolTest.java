// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Stored;
import io.dogpile.config.Option;
import io.dogpile.config.Regeneration;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pool that a whole JVM shares stays out of it: while all of its threads are blocked, nothing is missing, nor queued. */
class CommonPoolTest {

    private final CountDownLatch blocked = new CountDownLatch(ForkJoinPool.getCommonPoolParallelism());
    private final CountDownLatch over = new CountDownLatch(1);
    private final Queue<Thread> creators = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> told = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> evicting = new ConcurrentLinkedQueue<>();

    @AutoClose
    private final Crew crew = new Crew();

    @AutoClose
    private final Region<String, String> region = Region.<String, String>named("books")
            .expiration(Duration.ofHours(1))
            .option(Option.REGENERATION, Regeneration.BACKGROUND)
            .backend("heap", Map.of("maximum-size", "100"))
            .listener(new Listener())
            .onEviction(() -> evicting.add(Thread.currentThread()))
            .build();

    private final class Listener implements RegionListener<String, String> {
        @Override
        public void expired(String key, Stored<String> stored) {
            told.add(Thread.currentThread());
        }

        @Override
        public void regenerated(String key, @Nullable String previous, String value) {
            told.add(Thread.currentThread());
        }
    }

    @BeforeEach
    void blockTheCommonPool() {
        for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
            ForkJoinPool.commonPool().execute(() -> {
                blocked.countDown();
                Crew.await(over);
            });
        }
        Crew.await(blocked);
    }

    @AfterEach
    void releaseTheCommonPool() {
        try {
            assertThat(ForkJoinPool.commonPool().hasQueuedSubmissions())
                    .as("queued for the common pool")
                    .isFalse();
            assertThat(creators).isNotEmpty().noneMatch(ForkJoinWorkerThread.class::isInstance);
            assertThat(told).isNotEmpty().noneMatch(ForkJoinWorkerThread.class::isInstance);
        } finally {
            over.countDown();
        }
    }

    private String create(String key) {
        creators.add(Thread.currentThread());
        return "made " + creators.size();
    }

    private Map<String, String> createAll(Set<String> keys) {
        Map<String, String> made = new HashMap<>();
        keys.forEach(key -> made.put(key, create(key)));
        return made;
    }

    private void awaitLanding() {
        Crew.until(() -> !region.isRegenerating("a") && !region.isRegenerating("b"));
    }

    @Test
    void what_nobody_waits_for_is_made_by_threads_of_the_region() {
        region.put("a", "old");
        region.invalidate(Invalidation.SOFT);
        assertThat(region.getOrCreate("a", this::create)).isEqualTo("old");
        awaitLanding();

        assertThat(region.get("a")).isEqualTo("made 1");
        assertThat(creators).allMatch(thread -> thread.getName().startsWith("dogpile-books-regeneration-"));
        assertThat(told).allMatch(thread -> thread.getName().startsWith("dogpile-books-regeneration-"));
    }

    @Test
    void so_is_what_nobody_waits_for_of_many_keys() {
        region.put("a", "old");
        region.put("b", "old");
        region.invalidate(Invalidation.SOFT);
        assertThat(region.getOrCreateAll(List.of("a", "b"), this::createAll)).containsEntry("a", "old");
        awaitLanding();

        assertThat(region.getAll(List.of("a", "b"))).hasSize(2).doesNotContainValue("old");
        assertThat(creators).allMatch(thread -> thread.getName().startsWith("dogpile-books-regeneration-"));
        assertThat(told).allMatch(thread -> thread.getName().startsWith("dogpile-books-regeneration-"));
    }

    @Test
    void what_is_missing_is_made_by_the_caller_and_those_who_wait_are_woken_by_it() {
        Gate<String> gate = new Gate<>();
        Crew.Member<String> leader = crew.start(() -> region.getOrCreate("a", key -> create(key) + gate.create(key)));
        gate.awaitCall();
        Crew.Member<String> waiter = crew.start(() -> region.getOrCreate("a", this::create));
        Crew.Member<Map<String, String>> bulkWaiter =
                crew.start(() -> region.getOrCreateAll(List.of("b", "a"), this::createAll));
        Crew.untilBlocked(waiter.thread());
        Crew.untilBlocked(bulkWaiter.thread());
        gate.open("!");

        assertThat(leader.result()).isEqualTo("made 1!").isEqualTo(waiter.result());
        assertThat(bulkWaiter.result()).containsEntry("a", "made 1!").containsEntry("b", "made 2");
        assertThat(creators).containsExactly(leader.thread(), bulkWaiter.thread());
        assertThat(told).containsExactlyInAnyOrder(leader.thread(), bulkWaiter.thread());
    }

    @Test
    void what_has_to_go_for_lack_of_room_goes_on_the_thread_that_needs_the_room() {
        List<String> keys = IntStream.range(0, 1_000).mapToObj(String::valueOf).toList();
        assertThat(region.getOrCreateAll(keys, this::createAll)).hasSize(1_000);

        assertThat(evicting).isNotEmpty().containsOnly(Thread.currentThread());
        assertThat(creators).containsOnly(Thread.currentThread());
    }
}
