// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.heap.HeapBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Values kept under other keys than they are asked for by. */
final class KeyManglersTest {

    private final World world = new World();
    private final HeapBackend<String, String> heap = HeapBackend.unbounded();

    @Test
    void aPrefixIsPutBeforeEachKey() {
        Region<String, String> region = region(KeyManglers.prefix("app:"));
        region.put("a", "1");

        assertThat(heap.get("app:a").value()).isEqualTo("1");
        assertThat(region.get("a")).isEqualTo("1");
        assertThat(region.get("app:a")).isNull();
    }

    @Test
    void longKeysAreDigested() {
        Region<String, String> region = region(KeyManglers.fromLength(4, KeyManglers.sha256()));
        region.put("abc", "short");
        region.put("abcd", "long");

        assertThat(heap.get("abc").value()).isEqualTo("short");
        assertThat(heap.get("88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589")
                        .value())
                .isEqualTo("long");
        assertThat(region.getAll(List.of("abc", "abcd", "x"))).isEqualTo(Map.of("abc", "short", "abcd", "long"));
    }

    @Test
    void everyOperationGoesThroughIt() {
        Region<String, String> region = region(KeyManglers.prefix("p"));

        assertThat(region.getOrCreate("a", key -> key + "1"))
                .as("creators see the key")
                .isEqualTo("a1");
        assertThat(region.getOrCreateAll(List.of("a", "b"), keys -> Map.of("b", "b1")))
                .isEqualTo(Map.of("a", "a1", "b", "b1"));
        assertThat(region.isRegenerating("a")).isFalse();
        assertThat(region.metadata("a").state()).isEqualTo(State.FRESH);
        world.advance(World.MINUTE);
        assertThat(region.getOrCreate("a", key -> "a2")).isEqualTo("a2");
        region.remove("a");
        assertThat(heap.get("pa")).isNull();
        assertThat(heap.get("pb")).isNotNull();
    }

    @Test
    void whoAsksWhetherAKeyIsBeingMadeMeansTheKeyThatHeKnows() {
        Region<String, String> region = region(KeyManglers.prefix("p"));

        region.getOrCreate("a", key -> {
            assertThat(region.isRegenerating("a")).isTrue();
            assertThat(region.isRegenerating("pa")).isFalse();
            return "1";
        });
        assertThat(region.isRegenerating("a")).isFalse();
    }

    @Test
    void keysThatItMakesEqualShareAValueAndNobodyWaitsForHimself() {
        Region<String, String> region = region(key -> "same");

        assertThat(region.getOrCreateAll(List.of("a", "b"), keys -> Map.of("a", "1", "b", "2")))
                .isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(region.get("a")).isEqualTo(region.get("b")).isNotNull();
    }

    @Test
    void whatIsPastItsTimeIsSweptAndConditionsFindWhatIsKept() {
        Region<String, String> region = region(KeyManglers.prefix("p"));
        region.put("a", "1");
        region.put("b", "1");

        assertThat(region.invalidateIf((key, metadata) -> key.equals("pa"), Invalidation.HARD))
                .isEqualTo(1);
        assertThat(region.getAll(List.of("a", "b"))).isEqualTo(Map.of("b", "1"));

        world.advance(World.MINUTE.multipliedBy(3));
        world.scheduler.advance(Duration.ofSeconds(10));
        assertThat(heap.get("pb")).isNull();
    }

    private Region<String, String> region(UnaryOperator<String> mangler) {
        return world.region().backend(heap).keyMangler(mangler).build();
    }
}
