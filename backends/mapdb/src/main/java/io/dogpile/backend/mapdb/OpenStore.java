// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import io.dogpile.backend.BackendException;
import java.nio.channels.ClosedChannelException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mapdb.CC;
import org.mapdb.DBException;
import org.mapdb.StoreDirect;
import org.mapdb.volume.Volume;
import org.mapdb.volume.VolumeFactory;

/**
 * An opened MapDB store with its regions, until it is closed or given up. Thread-safe.
 *
 * <p>MapDB's own catalogue of names is not used: it may name classes, and brings them to life.
 */
final class OpenStore {

    /** What a new store numbers its first record. */
    private static final long CATALOG = 1;

    private static final long PAUSE_MILLIS = 5_000;

    private final Medium medium;
    private final Volume volume;
    private final StoreDirect store;
    private final InstantSource clock;
    private final Map<String, long[]> catalog = new HashMap<>();
    private final Map<String, RegionEntries> regions = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    /** How far the volume reaches. */
    private volatile long available;

    private long growAgainAt = Long.MIN_VALUE;
    private @Nullable Throwable full;

    private OpenStore(Medium medium, Volume volume, StoreDirect store, InstantSource clock) {
        this.medium = medium;
        this.volume = volume;
        this.store = store;
        this.clock = clock;
        this.available = volume.length();
    }

    /** Opens what the volume holds; whatever MapDB throws if it cannot be read is thrown, with the volume closed. */
    static OpenStore open(Medium medium, Volume volume, boolean holdsData, InstantSource clock) {
        boolean opened = false;
        try {
            VolumeFactory factory = VolumeFactory.wrap(volume, holdsData);
            StoreDirect store = StoreDirect.Companion.make(
                    null,
                    factory,
                    0,
                    false,
                    true,
                    CC.STORE_DIRECT_CONC_SHIFT,
                    CC.PAGE_SIZE,
                    0,
                    false,
                    false,
                    false,
                    true,
                    false);
            OpenStore open = new OpenStore(medium, volume, store, clock);
            open.readCatalog(holdsData);
            opened = true;
            return open;
        } finally {
            if (!opened) {
                volume.close();
            }
        }
    }

    private void readCatalog(boolean holdsData) {
        if (holdsData) {
            Map<String, long[]> written = store.get(CATALOG, Format.CATALOG);
            if (written == null) {
                throw new DBException.DataCorruption("no catalogue");
            }
            catalog.putAll(written);
        } else if (store.put(catalog, Format.CATALOG) != CATALOG) {
            throw new DBException.DataCorruption("a new store is not empty");
        }
    }

    RegionEntries region(String namespace) {
        RegionEntries region = regions.get(namespace);
        return region != null ? region : openRegion(namespace);
    }

    Collection<RegionEntries> regions() {
        return regions.values();
    }

    private RegionEntries openRegion(String namespace) {
        lock.lock();
        try {
            RegionEntries region = regions.get(namespace);
            if (region == null) {
                long[] state = catalog.get(namespace);
                if (state == null) {
                    requireRoom(0);
                    state = RegionEntries.newState(store);
                    catalog.put(namespace, state);
                }
                region = new RegionEntries(store, state);
                regions.put(namespace, region);
            }
            return region;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes sure that a value of so many bytes can be stored, in advance: running out of room in the middle of an operation
     * would leave MapDB with records that point to what is not theirs any more.
     *
     * @throws BackendException if there is no room left
     */
    void requireRoom(long bytes) {
        long needed = store.getTotalSize() + bytes;
        if (needed + medium.reserve() > available) {
            grow(needed);
        }
    }

    private void grow(long needed) {
        lock.lock();
        // An interrupt would close the file below MapDB's feet.
        boolean interrupted = Thread.interrupted();
        try {
            long now = clock.millis();
            if (needed + medium.reserve() > available && now >= growAgainAt) {
                growTo(needed + 2 * medium.reserve(), now);
            }
            if (needed + medium.reserve() / 2 > available && !hasRoomInside(needed)) {
                throw new BackendException(
                        BackendException.Kind.REJECTED,
                        "backend 'mapdb': no room for another " + (needed - store.getTotalSize()) + " bytes in "
                                + medium + ", which is " + store.getTotalSize() + " bytes large: " + medium.whenFull(),
                        full);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            lock.unlock();
        }
    }

    /**
     * Whether so much of the store is free inside that new entries will find room there; or if the reserve is nearly used up,
     * that it is worth little as it is, should they not.
     */
    private boolean hasRoomInside(long needed) {
        int share = needed + medium.reserve() / 4 > available ? 2 : 8;
        return store.getFreeSize() > store.getTotalSize() / share;
    }

    private void growTo(long size, long now) {
        try {
            volume.ensureAvailable(size);
            available = (size + CC.PAGE_SIZE - 1) / CC.PAGE_SIZE * CC.PAGE_SIZE;
        } catch (DBException.VolumeIOError | OutOfMemoryError e) {
            if (e.getCause() instanceof ClosedChannelException) {
                throw e;
            }
            full = e;
            growAgainAt = now + PAUSE_MILLIS;
            medium.giveBack(available);
        }
    }

    /** Closes the store with all that was written. No operation may be under way. */
    void close() {
        lock.lock();
        try {
            regions.forEach((namespace, region) -> catalog.put(namespace, region.state()));
            store.update(CATALOG, catalog, Format.CATALOG);
            store.commit();
            store.close();
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of the store, in whatever state it is. */
    @SuppressWarnings(
            "CatchingThrowable") // What is broken breaks in many ways, and nothing of it is of interest any more.
    void abandon() {
        try {
            store.close();
        } catch (Throwable e) {
            try {
                volume.close();
            } catch (Throwable ignored) {
                // What memory it holds is freed with the object.
            }
        }
    }
}
