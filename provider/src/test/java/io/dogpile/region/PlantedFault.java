// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Backends that break one promise each, so that the region over them has a well-known fault: tests of the tests. */
enum PlantedFault {
    NONE,

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

    /** The lease is lost as soon as it is taken, as a store may that drops what it has no room for. */
    LEASE_LOST {
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
    },

    /** The flight is taken out of the table before its result is stored and its outcome is complete. */
    FLIGHT_FORGOTTEN_TOO_EARLY {
        @Override
        void onceLoaded(Map<?, ?> flights, Integer key) {
            flights.remove(key);
        }
    };

    /** Called by the creator of a value, with the table of the region's flights. */
    void onceLoaded(Map<?, ?> flights, Integer key) {}

    boolean replace(
            Backend<Integer, Integer> heap,
            @Nullable Stored<Integer> expected,
            @Nullable Stored<Integer> update,
            Integer key) {
        return heap.replace(key, expected, update);
    }

    /** Puts the fault around a heap. */
    Backend<Integer, Integer> plant(Backend<Integer, Integer> heap) {
        return new ForwardingBackend<>() {
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
