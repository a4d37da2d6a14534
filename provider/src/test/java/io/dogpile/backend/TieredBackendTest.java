// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.heap.HeapBackend;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two processes, each with a near tier, over one store. */
final class TieredBackendTest {

    private static final Terms TERMS = new Terms(0, Terms.FOREVER, 0, 0, 0);
    private static final long STALE_MILLIS = 1_000;

    private final AtomicLong nanos = new AtomicLong();
    private final Counting store = new Counting();
    private final TieredBackend<String, String> here = tiered(store, TieredBackend.Form.asIs());
    private final TieredBackend<String, String> there = tiered(store, TieredBackend.Form.asIs());

    @Test
    void aValueThatWasReadIsNotAskedForAgain() {
        here.put("a", value("1"));
        assertThat(valueOf(here, "a")).isEqualTo("1");
        int reads = store.reads;

        assertThat(valueOf(here, "a")).isEqualTo("1");
        assertThat(here.getAll(List.of("a", "b"))).containsOnlyKeys("a");

        assertThat(store.reads).isEqualTo(reads + 1).as("only b was asked for");
    }

    @Test
    void aProcessReadsWhatItWroteItself() {
        here.put("a", value("1"));
        valueOf(here, "a");

        here.put("a", value("2"));
        assertThat(valueOf(here, "a")).isEqualTo("2");

        assertThat(here.replace("a", here.get("a"), value("3"))).isTrue();
        assertThat(valueOf(here, "a")).isEqualTo("3");

        here.putAll(Map.of("a", value("4")));
        assertThat(valueOf(here, "a")).isEqualTo("4");

        assertThat(here.remove("a")).isTrue();
        assertThat(here.get("a")).isNull();
    }

    @Test
    void whatAnotherProcessWroteIsReadAfterTheStatedTime() {
        here.put("a", value("1"));
        valueOf(here, "a");
        there.put("a", value("2"));

        nanos.addAndGet(STALE_MILLIS * 1_000_000 - 1);
        assertThat(valueOf(here, "a")).isEqualTo("1");
        nanos.incrementAndGet();
        assertThat(valueOf(here, "a")).isEqualTo("2");
    }

    @Test
    void aStoreThatTellsOfChangesNeedsNoTime() {
        store.tells = true;
        TieredBackend<String, String> told = tiered(store, TieredBackend.Form.asIs());
        there.put("a", value("1"));
        there.put("b", value("1"));
        valueOf(told, "a");
        valueOf(told, "b");
        there.put("a", value("2"));
        there.put("b", value("2"));

        store.listener.changed("a");
        assertThat(valueOf(told, "a")).isEqualTo("2");
        nanos.addAndGet(Long.MAX_VALUE / 2);
        assertThat(valueOf(told, "b")).isEqualTo("1");

        store.listener.missed();
        assertThat(valueOf(told, "b")).as("after a gap everything is asked for").isEqualTo("2");
    }

    @Test
    void replacingWhatIsOldFailsOnceAndThenSeesWhatIsNew() {
        here.put("a", value("1"));
        Stored<String> old = here.get("a");
        there.put("a", value("2"));

        assertThat(here.replace("a", old, value("3"))).isFalse();
        assertThat(valueOf(here, "a")).isEqualTo("2");
    }

    @Test
    void leasesNeverStandInTheNearTier() {
        here.replace("a", null, new Stored<>(null, TERMS.lease(new Lease(1, 1, 1_000)), 0));
        here.get("a");
        int reads = store.reads;

        here.get("a");

        assertThat(store.reads).isEqualTo(reads + 1);
    }

    @Test
    void aReadThatAWriteOvertakesIsNotKept() {
        here.put("a", value("1"));
        store.afterRead = () -> here.put("a", value("2"));

        assertThat(valueOf(here, "a")).isEqualTo("1");
        assertThat(valueOf(here, "a")).isEqualTo("2");
    }

    @Test
    void aFailedWriteMayHaveHappenedAndIsLookedAt() {
        here.put("a", value("1"));
        valueOf(here, "a");
        store.afterWrite = () -> {
            throw new BackendException(BackendException.Kind.UNKNOWN, "no answer", null);
        };

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> here.put("a", value("2"))))
                .isInstanceOf(BackendException.class);

        store.afterWrite = () -> {};
        assertThat(valueOf(here, "a")).isEqualTo("2");
    }

    @Test
    void clearingEmptiesBothTiers() {
        here.put("a", value("1"));
        valueOf(here, "a");

        here.clear();

        assertThat(here.get("a")).isNull();
        assertThat(here.entries().hasNext()).isFalse();
    }

    @Test
    void whatCanBeChangedIsKeptApartFromItsCopies() {
        HeapBackend<String, StringBuilder> far = HeapBackend.unbounded();
        TieredBackend<String, StringBuilder> tiered = new TieredBackend<>(
                HeapBackend.unbounded(),
                far,
                new TieredBackend.Form<>(StringBuilder::toString, form -> new StringBuilder((String) form)),
                nanos::get,
                STALE_MILLIS);
        tiered.put("a", new Stored<>(new StringBuilder("1"), TERMS, 0));
        tiered.get("a");

        StringBuilder mine = valueOf(tiered, "a");
        mine.append("spoilt");

        assertThat(valueOf(tiered, "a")).hasToString("1");
    }

    @Test
    void aMovedDeadlineIsSeenAtOnce() {
        here.put("a", value("1").freshUntil(1_000));
        here.touch("a", here.get("a"), 5_000);

        assertThat(here.get("a").freshUntil()).isEqualTo(5_000);
    }

    @Test
    void movingADeadlineMakesNothingNewer() {
        here.put("a", value("1"));
        Stored<String> old = here.get("a");
        there.put("a", value("2"));
        nanos.addAndGet(STALE_MILLIS * 500_000);
        here.touch("a", old, 5_000);
        assertThat(valueOf(here, "a")).isEqualTo("1");

        nanos.addAndGet(STALE_MILLIS * 500_000);
        assertThat(valueOf(here, "a")).isEqualTo("2");
        here.touch("a", old, 6_000);
        assertThat(valueOf(here, "a")).as("what is older has been touched").isEqualTo("2");
    }

    /** Each step is too small for it to be worth a trip, if it is not measured from where the store has been left. */
    @Test
    void aDeadlineThatMovesInSmallStepsIsMovedInTheStoreToo() {
        here.put("a", value("1").freshUntil(1_000));
        for (int step = 1; step <= 5; step++) {
            here.touch("a", here.get("a"), 1_000 + step * (Counting.WORTH / 4));
        }

        assertThat(store.get("a").freshUntil()).isEqualTo(1_000 + Counting.WORTH);
    }

    @Test
    void ageCountsFromTheQuestionNotFromTheAnswer() {
        here.put("a", value("1"));
        store.afterRead = () -> {
            there.put("a", value("2"));
            nanos.addAndGet(STALE_MILLIS * 1_000_000);
        };

        assertThat(valueOf(here, "a")).isEqualTo("1");
        assertThat(valueOf(here, "a")).isEqualTo("2");
    }

    @Test
    void whoMayChangeAnEntryIsToldWhatStandsInTheFarBackend() {
        here.put("a", value("1"));
        here.put("b", value("1"));
        valueOf(here, "a");
        valueOf(here, "b");
        store.put("a", value("2"));
        store.remove("b");

        assertThat(here.current("a").value()).isEqualTo("2");
        assertThat(here.current("b")).isNull();
        assertThat(valueOf(here, "a")).as("from then on").isEqualTo("2");
        assertThat(here.get("b")).isNull();
    }

    private TieredBackend<String, String> tiered(Backend<String, String> far, TieredBackend.Form<String> form) {
        return new TieredBackend<>(HeapBackend.unbounded(), far, form, nanos::get, STALE_MILLIS);
    }

    private static Stored<String> value(String value) {
        return new Stored<>(value, TERMS, 0);
    }

    private static <V> @Nullable V valueOf(Backend<String, V> backend, String key) {
        return backend.get(key).value();
    }

    /** A store that counts reads, and can be made to do something at the worst moment. */
    private static final class Counting implements ForwardingBackend<String, String> {

        private static final long WORTH = 100;

        private final HeapBackend<String, String> heap = HeapBackend.unbounded();
        private int reads;
        private boolean tells;
        private Runnable afterRead = () -> {};
        private Runnable afterWrite = () -> {};
        private ChangeListener<? super String> listener;

        @Override
        public Backend<String, String> delegate() {
            return heap;
        }

        @Override
        public Stored<String> get(String key) {
            reads++;
            Stored<String> read = heap.get(key);
            Runnable then = afterRead;
            afterRead = () -> {};
            then.run();
            return read;
        }

        @Override
        public Map<String, Stored<String>> getAll(java.util.Collection<? extends String> keys) {
            reads += keys.size();
            return heap.getAll(keys);
        }

        @Override
        public void put(String key, Stored<String> stored) {
            heap.put(key, stored);
            afterWrite.run();
        }

        /** As stores do that are written for it. */
        @Override
        public void touch(String key, Stored<String> stored, long freshUntil) {
            if (freshUntil - stored.freshUntil() >= WORTH) {
                heap.touch(key, stored, freshUntil);
            }
        }

        @Override
        public boolean watch(ChangeListener<? super String> told) {
            listener = told;
            return tells;
        }
    }
}
