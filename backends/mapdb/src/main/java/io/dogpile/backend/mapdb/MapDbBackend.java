// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.SharedClients.Share;
import io.dogpile.backend.Stored;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mapdb.HTreeMap;

/** One region in a MapDB store. A version is recognised by the entry that was read. */
final class MapDbBackend implements Backend<String, byte[]> {

    private final EntryStore store;
    private final Runnable release;
    private final String namespace;
    private final Bounds bounds;
    private final Runnable onEviction;
    private volatile boolean closed;

    /**
     * A backend over a share of a store.
     *
     * @param release gives the share back, and whatever else there is; may be called twice
     */
    MapDbBackend(Share<EntryStore> share, Runnable release, Bounds bounds, BackendContext context) {
        this.store = share.client();
        this.release = release;
        this.namespace = context.namespace();
        this.bounds = bounds;
        this.onEviction = context.onEviction();
    }

    /** Does something with the store, which others may go on using when this backend is closed. */
    private <T extends @Nullable Object> T call(String what, EntryStore.Operation<T> operation) {
        if (closed) {
            throw store.closed(what);
        }
        return store.call(what, operation);
    }

    @Override
    public @Nullable Stored<byte[]> get(String key) {
        Objects.requireNonNull(key, "key");
        return stored(this.<@Nullable Entry>call("get", open -> map(open, key).get(key)));
    }

    private static @Nullable Stored<byte[]> stored(@Nullable Entry entry) {
        return entry == null ? null : Stored.of(entry.value(), entry);
    }

    private HTreeMap<String, Entry> map(OpenStore open, String key) {
        return open.region(namespace).of(key);
    }

    @Override
    public Map<String, Stored<byte[]>> getAll(Collection<? extends String> keys) {
        return call("getAll", open -> {
            RegionEntries region = open.region(namespace);
            Map<String, Stored<byte[]>> found = new HashMap<>();
            for (String key : keys) {
                Entry entry = region.of(key).get(key);
                if (entry != null) {
                    found.put(key, Stored.of(entry.value(), entry));
                }
            }
            return found;
        });
    }

    @Override
    public void put(String key, Stored<byte[]> stored) {
        Entry entry = entry(key, stored);
        this.<@Nullable Entry>call("put", open -> {
            open.requireRoom(entry.value().length);
            return map(open, key).put(key, entry);
        });
        evict();
    }

    @Override
    public boolean replace(String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
        if (update == null) {
            return removeExpected(key, expected);
        }
        Entry entry = entry(key, update);
        Object token = expected == null ? null : expected.token();
        if (expected != null && !(token instanceof Entry)) {
            return false;
        }
        boolean done = call("replace", open -> {
            open.requireRoom(entry.value().length);
            HTreeMap<String, Entry> map = map(open, key);
            return token instanceof Entry old ? map.replace(key, old, entry) : map.putIfAbsentBoolean(key, entry);
        });
        if (done) {
            evict();
        }
        return done;
    }

    private boolean removeExpected(String key, @Nullable Stored<byte[]> expected) {
        Objects.requireNonNull(key, "key");
        if (expected == null) {
            return call("replace", open -> !map(open, key).containsKey(key));
        }
        return expected.token() instanceof Entry entry
                && call("replace", open -> map(open, key).remove(key, entry));
    }

    private Entry entry(String key, Stored<byte[]> stored) {
        byte[] value = Objects.requireNonNull(stored.value(), "a stored value without bytes");
        long weight = RegionEntries.weight(key, value);
        if (weight > bounds.largest()) {
            throw new BackendException(
                    BackendException.Kind.TOO_LARGE,
                    "backend 'mapdb': an entry that takes " + weight + " bytes exceeds the " + bounds.largest()
                            + " bytes of region " + namespace,
                    null);
        }
        return new Entry(stored.keptUntil(), store.nextNumber(), value);
    }

    private void evict() {
        if (bounds.areSet()) {
            int dropped = call("evict", open -> open.region(namespace).shrinkTo(bounds));
            for (int i = 0; i < dropped; i++) {
                onEviction.run();
            }
        }
    }

    @Override
    public boolean remove(String key) {
        Objects.requireNonNull(key, "key");
        return this.<@Nullable Entry>call("remove", open -> map(open, key).remove(key)) != null;
    }

    @Override
    public void clear() {
        call("clear", open -> {
            open.region(namespace).clear();
            return true;
        });
    }

    /** Lists the keys of one part of the region at a time, and reads each entry when it is its turn. */
    @Override
    public Iterator<Map.Entry<String, Stored<byte[]>>> entries() {
        return new Iterator<>() {
            private Iterator<String> keys = List.<String>of().iterator();
            private int part;
            private Map.@Nullable Entry<String, Stored<byte[]>> next = advance();

            private Map.@Nullable Entry<String, Stored<byte[]>> advance() {
                while (keys.hasNext() || part < RegionEntries.PARTS) {
                    if (!keys.hasNext()) {
                        int number = part++;
                        keys = call("list", open -> open.region(namespace).keys(number))
                                .iterator();
                        continue;
                    }
                    String key = keys.next();
                    Stored<byte[]> stored = get(key);
                    if (stored != null) {
                        return Map.entry(key, stored);
                    }
                }
                return null;
            }

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Map.Entry<String, Stored<byte[]>> next() {
                Map.Entry<String, Stored<byte[]>> result = next;
                if (result == null) {
                    throw new NoSuchElementException();
                }
                next = advance();
                return result;
            }
        };
    }

    /** Regions of several managers may share a file, and each of them has locks and flights of its own. */
    @Override
    public boolean isLocal() {
        return !store.isShared();
    }

    @Override
    public boolean dropsExpired() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        release.run();
    }

    @Override
    public String toString() {
        return "mapdb(" + store + ")";
    }
}
