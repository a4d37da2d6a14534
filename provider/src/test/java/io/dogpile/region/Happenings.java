// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Numbers what happens explicitly to keys, so that it can be told what came surely before a load, or surely after it. */
final class Happenings {

    private static final class Key {
        final AtomicLong begun = new AtomicLong();
        final AtomicLong ended = new AtomicLong();
        final AtomicLong latest = new AtomicLong();
    }

    private final Key[] keys;

    Happenings(int keys) {
        this.keys = IntStream.range(0, keys).mapToObj(key -> new Key()).toArray(Key[]::new);
    }

    void toKey(int key, Runnable operation) {
        long number = keys[key].begun.incrementAndGet();
        operation.run();
        keys[key].latest.accumulateAndGet(number, Math::max);
        keys[key].ended.incrementAndGet();
    }

    void toAll(Runnable operation) {
        toAllFrom(0, operation);
    }

    private void toAllFrom(int key, Runnable operation) {
        if (key == keys.length) {
            operation.run();
        } else {
            toKey(key, () -> toAllFrom(key + 1, operation));
        }
    }

    /** How many operations have begun: later ones have higher numbers. */
    long begun(int key) {
        return keys[key].begun.get();
    }

    /** How many operations have ended: if as many have begun, none is under way. */
    long ended(int key) {
        return keys[key].ended.get();
    }

    /** The highest number of an operation that has ended. */
    long latest(int key) {
        return keys[key].latest.get();
    }
}
