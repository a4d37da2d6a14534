// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.ref.WeakReference;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The list of a process's regions. */
class RegionsTest {

    private final World world = new World();

    @Test
    void regions_are_listed_by_name_from_when_they_are_made_until_they_are_closed() {
        Region<String, String> later = Region.unconfigured("listed-b");
        Region<String, String> built = Region.<String, String>named("listed-a")
                .environment(world.environment())
                .build();

        assertThat(Regions.live()).containsSubsequence(built, later);
        assertThat(later.isConfigured()).isFalse();
        assertThat(built.settings().backend().name()).isEqualTo("heap");

        later.close();
        built.close();
        assertThat(Regions.live()).doesNotContain(built, later);
    }

    @Test
    void a_region_that_refused_its_settings_when_it_was_built_is_not_listed() {
        RegionBuilder<String, String> refused =
                Region.<String, String>named("listed-bad").backend("none", Map.of());

        assertThatIllegalArgumentException().isThrownBy(refused::build);
        assertThat(Regions.live()).noneMatch(region -> region.name().equals("listed-bad"));
    }

    @Test
    void a_region_that_everybody_has_forgotten_is_forgotten_here_too() {
        WeakReference<Region<String, String>> forgotten = new WeakReference<>(Region.unconfigured("listed-forgotten"));

        Crew.until(() -> {
            System.gc();
            return forgotten.get() == null;
        });
        assertThat(Regions.live()).noneMatch(region -> region.name().equals("listed-forgotten"));
    }
}
