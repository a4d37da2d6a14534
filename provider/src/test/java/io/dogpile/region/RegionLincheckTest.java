// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Operations on keys are linearizable: whatever threads do at the same time, they could have done one after the other. A flight
 * takes place before the operation that overtakes it.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class RegionLincheckTest {

    private final Region<Integer, Integer> region = Exploration.region(UnaryOperator.identity());

    @Operation
    public @Nullable Integer get(@Param(name = "key") int key) {
        return region.get(key);
    }

    @Operation
    public @Nullable Integer getOrCreate(@Param(name = "key") int key) {
        return region.getOrCreate(key, made -> made * 100);
    }

    @Operation
    public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
        region.put(key, value);
    }

    @Operation
    public void remove(@Param(name = "key") int key) {
        region.remove(key);
    }

    @Operation
    public void invalidate() {
        region.invalidate(Invalidation.HARD);
    }

    @Test
    void schedules_chosen_one_by_one_find_nothing() {
        Exploration.modelChecking().check(RegionLincheckTest.class);
    }

    @Test
    void threads_that_run_freely_find_nothing() {
        Exploration.stress().check(RegionLincheckTest.class);
    }
}
