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

    @Setup(Level.Trial)
    public void start(Turns turns, ThreadParams thread) {
        keys = turns.keys;
        keySets = turns.keySets;
        values = turns.values;
        next = thread.getThreadIndex() * (keys.length / thread.getThreadCount());
    }

    String key() {
        return keys[next++ & (keys.length - 1)];
    }

    Set<String> keySet() {
        return keySets[next++ & (keySets.length - 1)];
    }

    String value() {
        return values[next & (values.length - 1)];
    }
}
