// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Whose turn it is, among processes, to regenerate a key: waiting for the turns of others, and keeping one's own. */
final class Turns<K, V> {

    private static final Upkeep NONE = () -> {};

    private final Slots<K, V> slots;
    private final Rivals<K, V> rivals;
    private final Renewals<K, V> renewals;
    private final Patience patience;
    private final boolean shared;

    /** The renewing of leases, until it is closed. */
    interface Upkeep extends AutoCloseable {
        @Override
        void close();
    }

    /** What a slot was seen to hold that no other process has taken. */
    record Look<V>(@Nullable Stored<V> slot) {}

    Turns(Slots<K, V> slots, Rivals<K, V> rivals, Renewals<K, V> renewals, Patience patience) {
        this.slots = slots;
        this.rivals = rivals;
        this.renewals = renewals;
        this.patience = patience;
        this.shared = slots.isShared();
    }

    LongSupplier nanos() {
        return patience::now;
    }

    /** Whether another process has taken the key, by what its slot was just seen to hold. */
    boolean isTaken(K key, @Nullable Stored<V> slot) {
        return rivals.hold(key, slot);
    }

    /** Begins to wait for the turn of another process to end. */
    Rivals<K, V>.Watch watch(K key) {
        return rivals.watch(key);
    }

    /**
     * Waits until no other process has the key.
     *
     * @return null if the caller's patience came to an end before
     * @throws WaitException if the caller is interrupted; its interrupt status stays set
     */
    @Nullable
    Look<V> await(K key, Wait wait) {
        Rivals<K, V>.Watch watch = rivals.watch(key);
        try (watch) {
            while (true) {
                Stored<V> slot = slots.lookUp(key);
                if (!rivals.hold(key, slot)) {
                    return new Look<>(slot);
                }
                long left = patience.left(wait);
                if (left <= 0) {
                    return null;
                }
                watch.pause(left);
            }
        } catch (InterruptedException e) {
            throw patience.interrupted(key, e);
        }
    }

    /** Renews the lease of a flight, where it does not last for as long as a load may take. */
    Upkeep keep(K key, Flight<V> flight) {
        return shared && flight.hasLease() ? keep(Map.of(key, flight)) : NONE;
    }

    /** Renews the leases of flights, where they do not last for as long as a load may take. */
    Upkeep keep(Map<K, Flight<V>> flights) {
        return shared ? renewals.keep(flights) : NONE;
    }
}
