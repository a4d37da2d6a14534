// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MILLI;
import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.backend.BackendException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A region that is invalidated by one of the processes that share its store, in virtual time. */
final class SharedInvalidationTest {

    private static final String RECORD = "@generations";

    private final World world = new World();
    private final Crew crew = new Crew();
    private final SharedBytes store = new SharedBytes();
    private final AtomicInteger loads = new AtomicInteger();
    private Region<String, String> here = region(1);
    private Region<String, String> there = region(2);

    @AfterEach
    void endThreads() {
        crew.close();
    }

    @Test
    void hardIsSeenElsewhereWithinASecond() {
        everybodyReads("old");
        here.invalidate(Invalidation.HARD);

        assertThat(here.get("k")).isNull();
        world.advance(SECOND.minus(MILLI));
        assertThat(there.get("k")).as("not asked yet").isEqualTo("old");
        world.advance(MILLI);
        assertThat(there.get("k")).isNull();
        assertThat(there.metadata("k")).isNull();
    }

    @Test
    void softIsSeenElsewhereWithinASecond() {
        everybodyReads("old");
        here.invalidate(Invalidation.SOFT);
        world.advance(SECOND);

        assertThat(there.metadata("k").state()).isEqualTo(State.STALE);
        assertThat(there.getOrCreate("k", key -> "new")).isEqualTo("new");
        assertThat(here.get("k")).isEqualTo("new");
    }

    @Test
    void itIsSeenAtOnceWhereTheStoreTells() {
        store.tells = true;
        here = region(3);
        there = region(4);
        everybodyReads("old");

        here.invalidate(Invalidation.HARD);

        assertThat(there.get("k")).isNull();
    }

    @Test
    void itIsSeenAtOnceByWhoMeetsSomethingNewer() {
        everybodyReads("old");
        here.invalidate(Invalidation.HARD);
        here.put("newer", "v");

        assertThat(there.get("newer")).isEqualTo("v");
        assertThat(there.get("k")).isNull();
    }

    @Test
    void whoComesLaterKnowsIt() {
        everybodyReads("old");
        here.invalidate(Invalidation.HARD);

        Region<String, String> later = region(3);
        assertThat(later.get("k")).isNull();
        later.put("k", "new");
        assertThat(here.get("k")).isEqualTo("new");
    }

    @Test
    void aWriterThatHasNotReadBeforeKnowsIt() {
        here.invalidate(Invalidation.HARD);

        region(3).put("k", "v");

        assertThat(here.get("k")).isEqualTo("v");
    }

    @Test
    void aLoadFromBeforeIsWorthNothingAfterAndHoldsNobodyUp() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Crew.Member<String> old = crew.start(() -> there.getOrCreate("k", key -> {
            started.countDown();
            Crew.await(finish);
            return "old";
        }));
        Crew.await(started);
        here.invalidate(Invalidation.HARD);

        assertThat(here.getOrCreate("k", key -> "new")).isEqualTo("new");

        finish.countDown();
        assertThat(old.result()).isEqualTo("old");
        assertThat(there.statistics().fenced()).isEqualTo(1);
        assertThat(here.get("k")).isEqualTo("new");
        assertThat(there.get("k")).isEqualTo("new");
    }

    @Test
    void aLoadFromBeforeThatEndsUnnoticedIsNotFreshForThoseWhoKnow() {
        assertThat(there.getOrCreate("k", key -> {
                    here.invalidate(Invalidation.HARD);
                    return "old";
                }))
                .isEqualTo("old");

        assertThat(here.get("k")).isNull();
        world.advance(SECOND);
        assertThat(there.get("k")).isNull();
    }

    @Test
    void softAfterHardOfAnotherProcessResurrectsNothing() {
        everybodyReads("old");
        here.invalidate(Invalidation.HARD);
        there.invalidate(Invalidation.SOFT);

        assertThat(there.metadata("k")).isNull();
        assertThat(here.metadata("k")).isNull();
    }

    @Test
    void invalidationsAtTheSameTimeAllCount() {
        for (Crew.Member<?> member : crew.startAll(8, () -> {
            for (int i = 0; i < 50; i++) {
                (i % 2 == 0 ? here : there).invalidate(i % 3 == 0 ? Invalidation.HARD : Invalidation.SOFT);
            }
            return null;
        })) {
            member.result();
        }

        Region<String, String> later = region(3);
        later.get("k");
        assertThat(later.slots().generation()).isEqualTo(400);
    }

    @Test
    void aStoreThatIsAwayIsToldWhenItIsBack() {
        everybodyReads("old");
        store.away = true;

        assertThatThrownBy(() -> here.invalidate(Invalidation.HARD)).isInstanceOf(BackendException.class);

        store.away = false;
        assertThat(here.get("k")).as("it is done in this process").isNull();
        world.advance(SECOND);
        assertThat(there.get("k")).isNull();
    }

    @Test
    void aStoreThatIsAwayTakesNoRequestMoreThanBefore() {
        everybodyReads("old");
        world.advance(SECOND);
        store.away = true;
        long before = store.requests.get();

        assertThat(here.get("k")).isNull();

        assertThat(store.requests.get() - before).isEqualTo(1);
    }

    @Test
    void theRecordThatAStoreLosesIsWrittenAnew() {
        everybodyReads("old");
        here.invalidate(Invalidation.HARD);
        store.lose(RECORD);

        world.advance(SECOND);
        here.get("k");

        assertThat(store.has(RECORD)).isTrue();
        assertThat(region(3).get("k")).isNull();
    }

    @Test
    void ifNobodyRemembersTheRecordOldValuesLose() {
        here.put("old", "v");
        here.invalidate(Invalidation.SOFT);
        here.put("new", "v");
        store.lose(RECORD);

        Region<String, String> later = region(3);
        assertThat(later.get("new")).isEqualTo("v");
        assertThat(later.metadata("old")).isNull();
    }

    @Test
    void clearingTheStoreForgetsNoInvalidation() {
        here.invalidate(Invalidation.HARD);
        here.clear();

        assertThat(store.has(RECORD)).isTrue();
        here.put("k", "v");
        assertThat(region(3).get("k")).isEqualTo("v");
    }

    @Test
    void theRecordIsNoEntry() {
        here.put("k", "v");
        here.invalidate(Invalidation.HARD);

        here.slots()
                .entries()
                .forEachRemaining(entry -> assertThat(entry.getKey()).isEqualTo("k"));
        assertThat(here.statistics().decodeFailures()).isZero();
    }

    @Test
    void aRegionThatIsClosedConcernsNobodyElse() {
        everybodyReads("v");
        assertThat(here.getOrCreate("other", key -> {
                    here.close();
                    world.advance(SECOND);
                    return "late";
                }))
                .isEqualTo("late");
        world.advance(SECOND);

        assertThat(there.get("k")).isEqualTo("v");
        assertThat(store.has(RECORD)).isFalse();
    }

    @Test
    void iterationKnowsIt() {
        everybodyReads("old");
        here.invalidate(Invalidation.HARD);
        world.advance(SECOND);

        there.slots()
                .entries()
                .forEachRemaining(entry ->
                        assertThat(there.slots().fresh(entry.getValue())).isNull());
    }

    @Test
    void whoComesWhileAnotherLooksWaitsForWhatHeLearns() {
        everybodyReads("old");
        here.invalidate(Invalidation.HARD);
        Region<String, String> later = region(3);
        store.hold(RECORD);
        List<Crew.Member<String>> readers = crew.startAll(4, () -> later.get("k"));
        readers.forEach(reader -> Crew.untilBlocked(reader.thread()));

        store.release();

        assertThat(readers).extracting(Crew.Member::result).containsOnlyNulls();
    }

    @Test
    void anInvalidationThatTheStoreWasNotToldOfCountsForWhatWasWrittenMeanwhile() {
        everybodyReads("old");
        store.away = true;
        assertThatThrownBy(() -> here.invalidate(Invalidation.HARD)).isInstanceOf(BackendException.class);
        store.away = false;
        for (int i = 0; i < 5; i++) {
            there.invalidate(Invalidation.SOFT);
        }
        there.put("k", "newer, but from before the store was told");

        here.get("other");
        world.advance(SECOND);

        assertThat(there.get("k")).isNull();
        there.put("k", "new");
        assertThat(here.get("k")).isEqualTo("new");
    }

    @Test
    void aRecordThatCannotBeWrittenDisturbsNoReader() {
        everybodyReads("old");
        here.invalidate(Invalidation.SOFT);
        store.lose(RECORD);
        store.full = true;
        world.advance(SECOND);

        assertThat(here.metadata("k").state()).isEqualTo(State.STALE);
        store.full = false;
        world.advance(SECOND);
        here.get("k");
        assertThat(store.has(RECORD)).isTrue();
    }

    @Test
    void readersAskForTheRecordOnceASecond() {
        everybodyReads("v");
        long before = store.requests.get();
        for (int i = 0; i < 100; i++) {
            world.advance(SECOND.dividedBy(50));
            here.get("k");
        }

        assertThat(store.requests.get() - before).isEqualTo(102);
    }

    private void everybodyReads(String value) {
        here.put("k", value);
        assertThat(here.get("k")).isEqualTo(value);
        assertThat(there.get("k")).isEqualTo(value);
    }

    private Region<String, String> region(int holder) {
        Environment environment = world.environment();
        return Region.<String, String>named("books")
                .expiration(MINUTE)
                .staleFor(MINUTE)
                .environment(new Environment(
                        environment.time(), new FixedRandom(holder / 10.0), environment.background(), world.scheduler))
                .bytes(store.client())
                .build();
    }
}
