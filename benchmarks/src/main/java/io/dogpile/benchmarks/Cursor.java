// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.Set;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** A thread's own walk over the random keys; each thread starts elsewhere. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // the harness calls the set-up
public class Cursor {
    private Long[] keys;
    private Set<Long>[] keySets;
    private int next;

    @Setup(Level.Trial)
    public void start(Fixture fixture, ThreadParams thread) {
        keys = fixture.keys;
        keySets = fixture.keySets;
        next = thread.getThreadIndex() * (keys.length / thread.getThreadCount());
    }

    Long key() {
        return keys[next++ & (keys.length - 1)];
    }

    Set<Long> keySet() {
        return keySets[next++ & (keySets.length - 1)];
    }

    /** True once in sixteen keys. */
    boolean isWriteTurn() {
        return (next & 15) == 0;
    }
}
