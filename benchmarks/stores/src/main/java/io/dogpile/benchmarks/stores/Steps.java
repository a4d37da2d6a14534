// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import java.util.Set;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** Which keys and values a thread uses. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // the harness calls the set-up
public class Steps {

    private String[] keys;
    private Set<String>[] keySets;
    private String[] values;
    private int next;
    /** Odd, and each thread's own: two threads that meet at a key would else go on together, one behind the other. */
    private int stride;

    @Setup(Level.Trial)
    public void start(Turns turns, ThreadParams thread) {
        keys = turns.keys;
        keySets = turns.keySets;
        values = turns.values;
        next = thread.getThreadIndex() * (keys.length / thread.getThreadCount());
        stride = 2 * thread.getThreadIndex() + 1;
    }

    String key() {
        return keys[advance() & (keys.length - 1)];
    }

    Set<String> keySet() {
        return keySets[advance() & (keySets.length - 1)];
    }

    private int advance() {
        next += stride;
        return next;
    }

    String value() {
        return values[next & (values.length - 1)];
    }
}
