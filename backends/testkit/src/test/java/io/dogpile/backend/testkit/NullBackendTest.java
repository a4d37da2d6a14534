// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.NullBackend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The null backend keeps no values, which is its point; of leases it keeps the contract. */
final class NullBackendTest {

    @AutoClose
    private final Trial trial = new Trial(NullBackend::new);

    @Test
    void noValueIsKeptHoweverItIsStored() {
        trial.put("put", trial.value("one"));
        trial.putAll(Map.of("put with others", trial.value("one")));
        assertThat(trial.replace("added", null, trial.value("one"))).isTrue();
        trial.put("absence", trial.absence());

        assertThat(trial.getAll(List.of("put", "put with others", "added", "absence")))
                .isEmpty();
        assertThat(trial.get("put")).isNull();
        assertThat(trial.remove("put")).isFalse();
        assertThat(trial.entries()).isExhausted();
    }

    @Test
    void aLeaseIsKeptAndOneOfManyGetsIt() {
        List<Boolean> got = new Crew().all(number -> trial.replace("key", null, trial.lease()));

        assertThat(got).containsOnlyOnce(true);
        assertThat(trial.read("key").lease()).isEqualTo(Trial.LEASE);
        assertThat(trial.replace("key", null, null)).isFalse();
        assertThat(trial.replace("other", null, null)).isTrue();
    }

    @Test
    void aLeaseIsGivenUpByItsHolderOnlyWhetherForAValueOrForNothing() {
        for (Stored<String> result : Arrays.asList(trial.value("one"), null)) {
            assertThat(trial.replace("key", null, trial.lease())).isTrue();
            Stored<String> older = trial.read("key");
            assertThat(trial.replace("key", older, trial.lease())).isTrue();
            Stored<String> newer = trial.read("key");

            assertThat(trial.replace("key", older, result)).isFalse();
            assertThat(trial.read("key")).isSameAs(newer);
            assertThat(trial.replace("key", newer, result)).isTrue();
            assertThat(trial.get("key")).isNull();
        }
    }

    @Test
    void putRemoveAndClearEndALease() {
        List<String> keys = List.of("put", "remove", "remove with others", "clear");
        keys.forEach(key -> trial.replace(key, null, trial.lease()));

        trial.put("put", trial.value("one"));
        assertThat(trial.getAll(keys)).containsOnlyKeys("remove", "remove with others", "clear");
        trial.remove("remove");
        trial.removeAll(List.of("remove with others"));
        assertThat(trial.getAll(keys)).containsOnlyKeys("clear");
        trial.clear();
        assertThat(trial.getAll(keys)).isEmpty();
    }

    @Test
    void touchStoresNothing() {
        trial.touch("key", trial.value("one"), Terms.FOREVER);

        assertThat(trial.get("key")).isNull();
    }

    @Test
    void itIsInMemoryHasNothingToSweepAndCanBeClosedTwice() {
        assertThat(trial.isLocal()).isTrue();
        assertThat(trial.dropsExpired()).isTrue();

        trial.close();
        trial.close();
    }
}
