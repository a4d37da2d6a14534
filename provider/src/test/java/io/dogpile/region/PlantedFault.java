// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Backends that break one promise each, so that the region over them has a well-known fault: tests of the tests. */
enum PlantedFault {

    /** The lease is taken whatever stands in the slot by now. */
    NO_SECOND_LOOK {
        @Override
        boolean replace(
                Backend<Integer, Integer> heap,
                @Nullable Stored<Integer> expected,
                @Nullable Stored<Integer> update,
                Integer key) {
            if (update != null && update.lease() != null) {
                heap.put(key, update);
                return true;
            }
            return heap.replace(key, expected, update);
        }
    },

    /** The result is stored whatever happened to the key meanwhile. */
    NO_FENCE {
        @Override
        boolean replace(
                Backend<Integer, Integer> heap,
                @Nullable Stored<Integer> expected,
                @Nullable Stored<Integer> update,
                Integer key) {
            if (expected != null && expected.lease() != null && update != null) {
                heap.put(key, update);
                return true;
            }
            return heap.replace(key, expected, update);
        }
    },

    /** The lease is lost as soon as it is taken, so that nobody can join the flight: it ends for others before its time. */
    FLIGHT_FORGOTTEN_TOO_EARLY {
        @Override
        boolean replace(
                Backend<Integer, Integer> heap,
                @Nullable Stored<Integer> expected,
                @Nullable Stored<Integer> update,
                Integer key) {
            boolean done = heap.replace(key, expected, update);
            if (done && update != null && update.lease() != null) {
                heap.remove(key);
            }
            return done;
        }
    };

    abstract boolean replace(
            Backend<Integer, Integer> heap,
            @Nullable Stored<Integer> expected,
            @Nullable Stored<Integer> update,
            Integer key);

    UnaryOperator<Backend<Integer, Integer>> plant() {
        return heap -> new ForwardingBackend<>() {
            @Override
            public Backend<Integer, Integer> delegate() {
                return heap;
            }

            @Override
            public boolean replace(Integer key, @Nullable Stored<Integer> expected, @Nullable Stored<Integer> update) {
                return PlantedFault.this.replace(heap, expected, update, key);
            }
        };
    }
}
