// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import static io.dogpile.backend.Terms.FOREVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Values with their metadata, and how long they are good for. */
class StoredTest {

    private static final long CREATED = 1_700_000_000_000L;
    private static final Terms TERMS = new Terms(CREATED, 100, 20, 3, 7);
    private static final Lease LEASE = new Lease(1, 2, 50);

    private final Stored<String> stored = new Stored<>("v", TERMS, CREATED);

    @Test
    void deadlines_follow_from_the_creation_and_the_terms() {
        assertThat(stored.created()).isEqualTo(CREATED);
        assertThat(stored.freshUntil()).isEqualTo(CREATED + 100);
        assertThat(stored.expiresAt()).isEqualTo(CREATED + 120);
        assertThat(stored.keptUntil()).isEqualTo(CREATED + 123);
        assertThat(stored.generation()).isEqualTo(7);
        assertThat(stored.isEternal()).isFalse();
        assertThat(stored.lease()).isNull();
        assertThat(stored.token()).isNull();
    }

    @Test
    void a_remembered_absence_is_of_no_use_once_it_is_not_fresh() {
        assertThat(new Stored<>(null, TERMS, CREATED).keptUntil()).isEqualTo(CREATED + 100);
        assertThat(new Stored<>(null, TERMS.lease(LEASE), CREATED).keptUntil()).isEqualTo(CREATED + 123);
    }

    @Test
    void sums_that_are_too_large_are_for_ever() {
        Stored<String> longLived = new Stored<>("v", new Terms(CREATED, FOREVER - 1, FOREVER, FOREVER, 0), CREATED);

        assertThat(longLived.freshUntil()).isEqualTo(FOREVER);
        assertThat(longLived.expiresAt()).isEqualTo(FOREVER);
        assertThat(longLived.keptUntil()).isEqualTo(FOREVER);
    }

    @Test
    void values_share_terms_for_seven_weeks() {
        long last = CREATED + 0xffff_ffffL;
        assertThat(new Stored<>("v", TERMS, last).created()).isEqualTo(last);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Stored<>("v", TERMS, last + 1))
                .withMessage("created " + (last + 1) + " is out of reach of terms that count from " + CREATED);
        assertThatIllegalArgumentException().isThrownBy(() -> new Stored<>("v", TERMS, CREATED - 1));
        assertThat(TERMS.since(last + 1).reaches(last + 1)).isTrue();
    }

    @Test
    void durations_are_not_negative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Terms(0, -1, 0, 0, 0))
                .withMessageContaining("fresh for -1 ms");
        assertThatIllegalArgumentException().isThrownBy(() -> new Terms(0, 0, -1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Terms(0, 0, 0, -1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lease(1, 1, 0))
                .withMessage("a lease lasts at least 1 ms, not 0 ms");
    }

    @Test
    void two_writes_of_one_value_are_two() {
        assertThat(new Stored<>("v", TERMS, CREATED)).isNotEqualTo(new Stored<>("v", TERMS, CREATED));
    }

    @Test
    void other_terms_leave_value_and_creation_as_they_are() {
        Stored<String> leased = stored.with(TERMS.lease(LEASE));
        assertThat(leased.value()).isEqualTo("v");
        assertThat(leased.created()).isEqualTo(CREATED);
        assertThat(leased.lease()).isEqualTo(LEASE);

        Stored<Integer> other = leased.as(1, "token");
        assertThat(other.value()).isEqualTo(1);
        assertThat(other.token()).isEqualTo("token");
        assertThat(other.lease()).isEqualTo(LEASE);
        assertThat(other.freshUntil()).isEqualTo(stored.freshUntil());
    }

    @Test
    void freshness_can_be_moved_to_any_instant_after_the_creation() {
        assertThat(stored.freshUntil(CREATED + 5).freshUntil()).isEqualTo(CREATED + 5);
        assertThat(stored.freshUntil(CREATED - 5).freshUntil()).isEqualTo(CREATED);
        assertThat(stored.freshUntil(FOREVER).isEternal()).isTrue();
    }

    @Test
    void a_touched_value_moves_its_deadline_in_place_from_the_second_time_on() {
        Stored<String> touched = stored.touched(CREATED + 500);
        assertThat(touched).isNotSameAs(stored);
        assertThat(touched.touched(CREATED + 600)).isSameAs(touched);

        assertThat(touched.freshUntil()).isEqualTo(CREATED + 600);
        assertThat(touched.expiresAt()).isEqualTo(CREATED + 620);
        assertThat(touched.with(TERMS.lease(LEASE)).freshUntil()).isEqualTo(CREATED + 600);
        assertThat(touched.as(1, null).freshUntil()).isEqualTo(CREATED + 600);
        assertThat(touched.touched(FOREVER).isEternal()).isTrue();
        assertThat(stored.freshUntil()).isEqualTo(CREATED + 100);
    }

    @Test
    void its_text_tells_the_kind_and_never_the_value() {
        assertThat(new Stored<>("secret", TERMS, CREATED).toString())
                .startsWith("Stored[java.lang.String, created=" + CREATED)
                .doesNotContain("secret");
        assertThat(new Stored<>(null, TERMS.lease(LEASE), CREATED).toString())
                .contains("no value yet", "Lease[holder=1, number=2, millis=50]");
        assertThat(new Stored<>(null, TERMS, CREATED).toString()).contains("remembered absence");
    }

    @Test
    void terms_change_one_thing_at_a_time() {
        Terms all = TERMS.loadMillis(9).lease(LEASE).token("t").freshFor(1).since(5);

        assertThat(all).isEqualTo(new Terms(5, 1, 20, 3, 7, 9, LEASE, "t"));
    }
}
