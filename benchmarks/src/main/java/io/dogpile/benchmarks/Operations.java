// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;

/** The measured operations, one method for each {@link Operation}. */
@BenchmarkMode(Mode.Throughput)
public class Operations {
    @Benchmark
    public @Nullable Object get(Fixture fixture, Cursor cursor) {
        return fixture.store.get(cursor.key());
    }

    @Benchmark
    public Object put(Fixture fixture, Cursor cursor) {
        Long key = cursor.key();
        fixture.store.put(key, fixture.value(key));
        return key;
    }

    @Benchmark
    public @Nullable Object mix(Fixture fixture, Cursor cursor) {
        return cursor.isWriteTurn() ? put(fixture, cursor) : get(fixture, cursor);
    }

    @Benchmark
    public boolean putIfAbsentPresent(Fixture fixture, Cursor cursor) {
        Long key = cursor.key();
        return fixture.store.putIfAbsent(key, fixture.value(key));
    }

    @Benchmark
    public boolean removePutIfAbsent(Fixture fixture, Cursor cursor) {
        Long key = cursor.key();
        fixture.store.remove(key);
        return fixture.store.putIfAbsent(key, fixture.value(key));
    }

    @Benchmark
    public boolean replace(Fixture fixture, Cursor cursor) {
        Long key = cursor.key();
        return fixture.store.replace(key, fixture.value(key));
    }

    @Benchmark
    public boolean replaceOld(Fixture fixture, Cursor cursor) {
        Long key = cursor.key();
        return fixture.store.replace(key, fixture.twin(key), fixture.value(key));
    }

    @Benchmark
    public Object invoke(Fixture fixture, Cursor cursor) {
        return fixture.store.increment(cursor.key());
    }

    @Benchmark
    public Map<Long, Object> getAll(Fixture fixture, Cursor cursor) {
        return fixture.store.getAll(cursor.keySet());
    }

    @Benchmark
    public @Nullable Object removeGet(Fixture fixture, Cursor cursor) {
        Long key = cursor.key();
        fixture.store.remove(key);
        return fixture.store.get(key);
    }
}
