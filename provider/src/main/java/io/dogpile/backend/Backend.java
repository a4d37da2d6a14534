// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a region's stored values live.
 *
 * <p>A backend stores what it is given and decides nothing: whether a value is fresh, stale or absent is told by its metadata,
 * and a region reads that. It may forget any value at any time, and must forget none half. The one operation that everything
 * atomic is made of is {@link #replace}. Implementations are thread-safe, and no argument is null but where it says so.
 *
 * <p>Every operation ends within the time that the backend is given for one. What fails throws a {@link BackendException};
 * a miss is never a failure, nor a failure a miss.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public interface Backend<K, V> extends AutoCloseable {

    /** What is stored under the key, or null. */
    @Nullable
    Stored<V> get(K key);

    /**
     * What is stored under the key now, for whoever may change it or decide not to. Where {@link #get} reads the store this is the
     * same; a backend that keeps values near, where that may be behind, asks the store here. Stores of bytes keep nothing near:
     * regions ask their {@code get} only.
     */
    default @Nullable Stored<V> current(K key) {
        return get(key);
    }

    /** What is stored under those of the keys under which something is, in one round trip where the store has one. */
    default Map<K, Stored<V>> getAll(Collection<? extends K> keys) {
        Map<K, Stored<V>> found = new HashMap<>();
        for (K key : keys) {
            Stored<V> stored = get(key);
            if (stored != null) {
                found.put(key, stored);
            }
        }
        return found;
    }

    /** Stores unconditionally. */
    void put(K key, Stored<V> stored);

    /** Stores each entry unconditionally; not as one atomic step. */
    default void putAll(Map<? extends K, Stored<V>> entries) {
        entries.forEach(this::put);
    }

    /**
     * Puts {@code update} in the place of {@code expected} if that is still what is stored: compare-and-set, add if absent, and
     * compare-and-remove in one.
     *
     * @param expected what was read from this backend, compared by identity or token; null for nothing
     * @param update what to store; null for nothing
     * @return whether {@code expected} was there, and {@code update} is now
     */
    boolean replace(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update);

    /**
     * Like {@link #replace}, and tells what stands there if that is not what was expected, so that whoever decides again need not
     * ask for it.
     *
     * @return by default in two trips where it is refused; a store that can do it in one overrides this, and then {@link #recalled}
     */
    default Exchange<V> exchange(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        return replace(key, expected, update) ? Exchange.succeeded() : Exchange.refused(current(key));
    }

    /**
     * What this process read or stored under the key a while ago, without asking the store: good for nothing but to be expected by
     * {@link #exchange}, which finds out whether it still stands there.
     *
     * @return null if that is not known any more, or if {@link #exchange} takes more than one trip
     */
    default @Nullable Stored<V> recalled(K key) {
        return null;
    }

    /**
     * What {@link #get} tells of a value right after it was stored, and {@link #replace} recognises, without asking the store.
     *
     * @param stored what has been stored
     * @return null if that is known to the store alone
     */
    default @Nullable Stored<V> written(Stored<V> stored) {
        return null;
    }

    /**
     * Removes whatever is stored under the key.
     *
     * @return whether something was
     */
    boolean remove(K key);

    /** Removes each key; not as one atomic step. */
    default void removeAll(Collection<? extends K> keys) {
        keys.forEach(this::remove);
    }

    /** Removes everything that was stored before the call. */
    void clear();

    /**
     * All that is stored, leases and values past their time included. Weakly consistent: each key at most once unless it is
     * removed and stored again on the way, never a failure because of a concurrent change. {@code remove} is not supported.
     * A backend that cannot iterate throws {@code UnsupportedOperationException}.
     */
    Iterator<Map.Entry<K, Stored<V>>> entries();

    /**
     * Moves the instant until which a value is fresh, without sending the value again where the store can do so. Does nothing
     * if the value is not stored any more.
     *
     * @param stored what was read from this backend
     * @param freshUntil epoch milliseconds, or {@link Terms#FOREVER}
     */
    default void touch(K key, Stored<V> stored, long freshUntil) {
        replace(key, stored, stored.freshUntil(freshUntil));
    }

    /**
     * Tells a listener of all changes from now until the backend is closed. Each write may cost more from then on.
     *
     * @return false if the store does not tell of changes, so that whoever wants to know has to look again
     */
    default boolean watch(ChangeListener<? super K> listener) {
        return false;
    }

    /**
     * Tells a listener of changes of one key from now until the backend is closed; other changes cost nobody anything if the
     * store can tell them apart by itself.
     *
     * @return false if the store does not tell of changes, so that whoever wants to know has to look again
     */
    default boolean watch(K key, ChangeListener<? super K> listener) {
        return watch(new ChangeListener<K>() {
            @Override
            public void changed(K changed) {
                if (changed.equals(key)) {
                    listener.changed(key);
                }
            }

            @Override
            public void missed() {
                listener.missed();
            }
        });
    }

    /**
     * The clock that metadata of values in this store is to be measured by, on which all its users agree as well as the store
     * allows for.
     *
     * @param local the wall clock of this process; what a store without a clock of its own returns
     */
    default InstantSource clock(InstantSource local) {
        return local;
    }

    /** Whether operations cost no more than looking into memory, so that they may be done one by one and under a lock. */
    default boolean isLocal() {
        return false;
    }

    /** Whether the store drops values past {@link Stored#keptUntil()} by itself; if not, its region sweeps. */
    default boolean dropsExpired() {
        return false;
    }

    /** Releases what this backend holds. Closing twice is harmless. */
    @Override
    default void close() {}
}
