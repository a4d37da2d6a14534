// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RecentValuesTest {

    private final RecentValues recent = new RecentValues();

    @BeforeEach
    void ask() {
        assertThat(recent.of("key")).isNull();
    }

    private static Stored<byte[]> value(int length) {
        byte[] bytes = new byte[length];
        return Stored.of(bytes, bytes);
    }

    @Test
    void theLatestValueOfAKeyIsRemembered() {
        Stored<byte[]> latest = value(20);
        recent.met("key", value(10));
        recent.met("key", latest);

        assertThat(recent.of("key")).isSameAs(latest);
        assertThat(recent.of("other")).isNull();
    }

    @Test
    void nothingIsRememberedBeforeSomebodyAsks() {
        RecentValues unasked = new RecentValues();
        unasked.met("key", value(10));

        assertThat(unasked.of("key")).isNull();
        unasked.met("key", value(10));
        assertThat(unasked.of("key")).isNotNull();
    }

    @Test
    void fourKeysShareTheirPlacesAndAFifthTakesOneOfThem() {
        List<String> keys = List.of("AaAaAa", "AaAaBB", "AaBBAa", "AaBBBB", "BBAaAa");
        assertThat(keys.stream().map(String::hashCode)).containsOnly(keys.get(0).hashCode());
        Map<String, Stored<byte[]>> met = new HashMap<>();

        for (String key : keys.subList(0, 4)) {
            met.put(key, value(10));
            recent.met(key, met.get(key));
        }
        assertThat(keys.subList(0, 4))
                .allSatisfy(key -> assertThat(recent.of(key)).isSameAs(met.get(key)));

        met.put(keys.get(4), value(10));
        recent.met(keys.get(4), met.get(keys.get(4)));
        assertThat(recent.of(keys.get(4))).isSameAs(met.get(keys.get(4)));
        assertThat(keys.stream().filter(key -> recent.of(key) != null))
                .hasSize(4)
                .allSatisfy(key -> assertThat(recent.of(key)).isSameAs(met.get(key)));
    }

    @Test
    void largeValuesAreNotRemembered() {
        recent.met("key", value(1_025));
        assertThat(recent.of("key")).isNull();

        recent.met("key", value(1_024));
        assertThat(recent.of("key")).isNotNull();
    }

    @Test
    void nearlyAllOfAThousandKeysAreRemembered() {
        for (int i = 0; i < 1_000; i++) {
            recent.met("key:" + i, value(10));
        }
        int remembered = 0;
        for (int i = 0; i < 1_000; i++) {
            remembered += recent.of("key:" + i) == null ? 0 : 1;
        }
        assertThat(remembered).isGreaterThan(950);
    }
}
