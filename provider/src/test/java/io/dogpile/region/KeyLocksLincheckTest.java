// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Whatever way a key is had for oneself, nobody else has it meanwhile, and nobody waits for ever. */
@Param(name = "key", gen = IntGen.class, conf = "0:1")
public class KeyLocksLincheckTest {

    private final KeyLocks locks = new KeyLocks(1);

    /** Counted without any protection but that of the locks. */
    private final int[] counters = new int[2];

    @Operation
    public int enter(@Param(name = "key") int key) {
        KeyLocks.Stripe stripe = locks.enter(key);
        try {
            return ++counters[key];
        } finally {
            stripe.release();
        }
    }

    @Operation
    public int acquire(@Param(name = "key") int key) {
        try (KeyLocks.Hold hold = locks.acquire(key)) {
            return hold == null ? -1 : ++counters[key];
        }
    }

    @Operation
    public int acquireTwice(@Param(name = "key") int key) {
        try (KeyLocks.Hold outer = locks.acquire(key);
                KeyLocks.Hold inner = locks.acquire(key)) {
            return outer == null || inner == null ? -1 : ++counters[key];
        }
    }

    @Operation
    public int acquireBoth() {
        List<KeyLocks.Hold> holds = locks.acquireAll(List.of(1, 0));
        try {
            return ++counters[0] + 1_000 * ++counters[1];
        } finally {
            holds.forEach(KeyLocks.Hold::close);
        }
    }

    @Test
    void schedules_chosen_one_by_one_find_nothing() {
        Exploration.modelChecking().check(KeyLocksLincheckTest.class);
    }

    @Test
    void threads_that_run_freely_find_nothing() {
        Exploration.stress().check(KeyLocksLincheckTest.class);
    }
}
