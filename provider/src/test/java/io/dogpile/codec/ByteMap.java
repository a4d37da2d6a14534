// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ChangeListener;
import io.dogpile.backend.Stored;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A store of bytes in memory that behaves as a server's: what is read is never what was written, and versions are numbers. */
final class ByteMap implements Backend<String, byte[]> {

    private record Version(byte[] bytes, long number, long keptUntil) {}

    private final Map<String, Version> versions = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private @Nullable ChangeListener<? super String> listener;

    @Override
    public @Nullable Stored<byte[]> get(String key) {
        Version version = versions.get(key);
        return version == null ? null : Stored.of(version.bytes.clone(), version.number);
    }

    @Override
    public void put(String key, Stored<byte[]> stored) {
        versions.put(key, version(stored));
    }

    private Version version(Stored<byte[]> stored) {
        return new Version(stored.value().clone(), numbers.incrementAndGet(), stored.keptUntil());
    }

    @Override
    public boolean replace(String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
        boolean[] replaced = new boolean[1];
        versions.compute(key, (k, current) -> {
            replaced[0] = expected == null
                    ? current == null
                    : current != null && expected.token().equals(current.number);
            return !replaced[0] ? current : update == null ? null : version(update);
        });
        return replaced[0];
    }

    @Override
    public boolean remove(String key) {
        return versions.remove(key) != null;
    }

    @Override
    public void clear() {
        versions.clear();
    }

    @Override
    public Iterator<Map.Entry<String, Stored<byte[]>>> entries() {
        return versions.keySet().stream().map(key -> Map.entry(key, get(key))).iterator();
    }

    @Override
    public boolean watch(ChangeListener<? super String> told) {
        listener = told;
        return true;
    }

    @Nullable
    ChangeListener<? super String> listener() {
        return listener;
    }

    byte[] bytes(String key) {
        return versions.get(key).bytes.clone();
    }

    long keptUntil(String key) {
        return versions.get(key).keptUntil;
    }

    /** Writes what no backend would. */
    void plant(String key, byte[] bytes) {
        versions.put(key, new Version(bytes.clone(), numbers.incrementAndGet(), Long.MAX_VALUE));
    }
}
