// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Exchange;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The backend under test, opened for one test, with samples of what to store in it. */
final class Trial implements ForwardingBackend<String, String> {

    static final long HOUR = 3_600_000;
    static final Lease LEASE = new Lease(-7_046_029_254_386_353_131L, 1_234_567_890_123L, 30_001);

    private final Backend<String, String> backend;
    private final long now;

    Trial(BackendUnderTest subject) {
        this.backend = subject.open();
        this.now = subject.clock().millis();
    }

    @Override
    public Backend<String, String> delegate() {
        return backend;
    }

    @Override
    public Exchange<String> exchange(String key, @Nullable Stored<String> expected, @Nullable Stored<String> update) {
        return backend.exchange(key, expected, update);
    }

    long now() {
        return now;
    }

    /** Fresh for an hour, stale for another, kept for one more. */
    Terms terms() {
        return new Terms(now, HOUR, HOUR, HOUR, 3);
    }

    Stored<String> value(@Nullable String value) {
        return new Stored<>(value, terms(), now);
    }

    Stored<String> lease() {
        return new Stored<>(null, terms().lease(LEASE), now);
    }

    Stored<String> absence() {
        return value(null);
    }

    Stored<String> putAndRead(String key, Stored<String> stored) {
        put(key, stored);
        return read(key);
    }

    /** What is stored under the key, which must be something. */
    Stored<String> read(String key) {
        Stored<String> stored = get(key);
        if (stored == null) {
            throw new AssertionError("nothing is stored under " + key + ", where something should be");
        }
        return stored;
    }

    @Nullable
    String valueOf(String key) {
        return read(key).value();
    }

    /** Stores this many values, {@code value 0} under {@code name 0} and so on; returns the keys. */
    List<String> fill(String name, int count) {
        List<String> keys =
                IntStream.range(0, count).mapToObj(i -> name + " " + i).toList();
        Map<String, Stored<String>> entries = new HashMap<>();
        keys.forEach(key -> entries.put(key, value(key.replace(name, "value"))));
        putAll(entries);
        return keys;
    }

    /** All that the backend's iterator gives, of which no key may come twice. */
    Map<String, Stored<String>> iterated() {
        Map<String, Stored<String>> seen = new HashMap<>();
        for (Iterator<Map.Entry<String, Stored<String>>> entries = entries(); entries.hasNext(); ) {
            Map.Entry<String, Stored<String>> entry = entries.next();
            if (seen.put(entry.getKey(), entry.getValue()) != null) {
                throw new AssertionError("the iterator gives the key " + entry.getKey() + " twice");
            }
        }
        return seen;
    }

    /** The keys that the backend's iterator gives, as often as it gives them. */
    List<String> iteratedKeys() {
        List<String> keys = new ArrayList<>();
        entries().forEachRemaining(entry -> keys.add(entry.getKey()));
        return keys;
    }
}
