// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package com.example;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** A stand-in for a store that counts versions and cannot list its keys. It relies on no object's identity. */
final class AcmeBackend implements Backend<String, String> {

    private final ConcurrentMap<String, Stored<String>> cells = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();

    @Override
    public Stored<String> get(String key) {
        Stored<String> cell = cells.get(key);
        return cell == null ? null : cell.as(cell.value(), cell.token());
    }

    @Override
    public void put(String key, Stored<String> stored) {
        cells.put(key, cell(stored));
    }

    @Override
    public boolean replace(String key, Stored<String> expected, Stored<String> update) {
        boolean[] done = new boolean[1];
        cells.compute(key, (same, cell) -> {
            done[0] = version(cell) == version(expected);
            return !done[0] ? cell : update == null ? null : cell(update);
        });
        return done[0];
    }

    @Override
    public boolean remove(String key) {
        return cells.remove(key) != null;
    }

    @Override
    public void clear() {
        cells.clear();
    }

    @Override
    public Iterator<Map.Entry<String, Stored<String>>> entries() {
        throw new UnsupportedOperationException("Acme cannot list its keys");
    }

    private Stored<String> cell(Stored<String> stored) {
        return stored.as(stored.value(), versions.incrementAndGet());
    }

    private static long version(Stored<String> stored) {
        return stored == null ? 0 : (long) stored.token();
    }
}
