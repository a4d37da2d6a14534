// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static io.dogpile.region.World.MINUTE;
import static io.dogpile.region.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values that are invalidated together because they carry the same tag. */
final class TagsTest {

    private final World world = new World();
    private final Crew crew = new Crew();
    private final Region<String, String> region = build(world.region());

    @AfterEach
    void endThreads() {
        crew.close();
    }

    @Test
    void hardMakesValuesWithTheTagAbsentAndNoOthers() {
        region.put("a", "red");
        region.put("b", "red blue");
        region.put("c", "blue");

        region.invalidateTag("red", Invalidation.HARD);

        assertThat(region.getAll(List.of("a", "b", "c"))).isEqualTo(Map.of("c", "blue"));
        assertThat(region.metadata("a")).isNull();
        assertThat(region.getOrCreate("a", key -> "red again")).isEqualTo("red again");
        assertThat(region.get("a")).isEqualTo("red again");
        assertThat(region.getOrCreate("c", key -> "never asked")).isEqualTo("blue");
    }

    @Test
    void softMakesValuesWithTheTagStaleUntilTheEndTheyAlreadyHad() {
        region.put("a", "red");
        world.advance(SECOND);
        var expiresAt = region.metadata("a").expiresAt();

        region.invalidateTag("red", Invalidation.SOFT);

        assertThat(region.get("a")).isNull();
        assertThat(region.metadata("a").state()).isEqualTo(State.STALE);
        assertThat(region.metadata("a").expiresAt()).isEqualTo(expiresAt);
        assertThat(region.getOrCreate("a", key -> {
                    throw new Exception("too bad");
                }))
                .isEqualTo("red");
    }

    @Test
    void aLaterSoftDoesNotUndoAHard() {
        region.put("a", "red");
        region.invalidateTag("red", Invalidation.HARD);
        region.invalidateTag("red", Invalidation.SOFT);

        assertThat(region.metadata("a")).isNull();
    }

    @Test
    void whatIsLoadedMeanwhileIsOfBefore() {
        assertThat(region.getOrCreate("a", key -> {
                    region.invalidateTag("red", Invalidation.HARD);
                    return "red";
                }))
                .isEqualTo("red");
        assertThat(region.getOrCreate("b", key -> {
                    region.invalidateTag("red", Invalidation.HARD);
                    return "blue";
                }))
                .isEqualTo("blue");

        assertThat(region.get("a")).isNull();
        assertThat(region.get("b")).isEqualTo("blue");
    }

    @Test
    void whoJoinsALoadThatBeganBeforeGetsItsValueUnlessThatHasTheTag() {
        for (String tags : List.of("red", "blue")) {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch finish = new CountDownLatch(1);
            Crew.Member<String> first = crew.start(() -> region.getOrCreate(tags, key -> {
                started.countDown();
                Crew.await(finish);
                return key;
            }));
            Crew.await(started);
            region.invalidateTag("red", Invalidation.HARD);
            Crew.Member<String> second = crew.start(() -> region.getOrCreate(tags, key -> key + " again"));
            world.time.awaitWaiting(1);

            finish.countDown();

            assertThat(first.result()).isEqualTo(tags);
            assertThat(second.result()).isEqualTo(tags.equals("red") ? "red again" : "blue");
        }
    }

    @Test
    void eternalValuesCountToo() {
        try (Region<String, String> eternal = build(world.eternal())) {
            eternal.put("a", "red");
            eternal.put("b", "blue");
            eternal.invalidateTag("red", Invalidation.HARD);

            assertThat(eternal.get("a")).isNull();
            assertThat(eternal.get("b")).isEqualTo("blue");
        }
    }

    @Test
    void operationsThatCompareSeeTheSame() {
        region.put("a", "red");
        region.invalidateTag("red", Invalidation.SOFT);

        assertThat(region.slots().replace("a", region.slots().read("a"), null)).isTrue();
        assertThat(region.slots().read("a")).isNull();
    }

    @Test
    void allProcessesOfASharedStoreKnow() {
        SharedBytes store = new SharedBytes();
        Region<String, String> here = build(world.region().bytes(store.client()));
        Region<String, String> there = build(world.region().bytes(store.client()));
        here.put("a", "red");
        here.put("b", "blue");
        assertThat(there.get("a")).isEqualTo("red");

        here.invalidateTag("red", Invalidation.HARD);
        world.advance(SECOND);

        assertThat(there.get("a")).isNull();
        assertThat(there.get("b")).isEqualTo("blue");
        there.put("a", "red 2");
        assertThat(here.get("a")).isEqualTo("red 2");
    }

    @Test
    void moreTagsThanAreToldApartMakeOldValuesLoseAndNeverWin() {
        region.put("a", "t0");
        region.put("b", "blue");
        for (int i = 0; i <= Generations.MOST_TAGS; i++) {
            region.invalidateTag("t" + i, Invalidation.HARD);
        }
        region.put("c", "blue");

        assertThat(region.get("a")).isNull();
        assertThat(region.get("b")).as("older than the tag that is forgotten").isNull();
        assertThat(region.get("c")).isEqualTo("blue");
    }

    @Test
    void aRegionWithoutTagsSaysSo() {
        try (Region<String, String> plain = world.region().build()) {
            assertThatThrownBy(() -> plain.invalidateTag("red", Invalidation.HARD))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tagging");
        }
        assertThatThrownBy(() -> region.invalidateTag("", Invalidation.HARD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 250");
    }

    private static Region<String, String> build(RegionBuilder<String, String> builder) {
        return builder.staleFor(MINUTE)
                .tagging((key, value) -> List.of(value.split(" ")))
                .build();
    }
}
