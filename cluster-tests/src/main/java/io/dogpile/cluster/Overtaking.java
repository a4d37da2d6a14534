// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import io.dogpile.cluster.Happening.Kind;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheManager;

/**
 * Removes, puts and clears while loads of the same keys are under way, as an application does it: it changes the origin first, and
 * then removes what is cached, or puts what is new. Used by one order at a time.
 */
final class Overtaking {

    private static final int KEYS = 8;
    private static final int WRITERS = 4;
    private static final int READERS = 4;
    private static final long LONGEST_PAUSE = Moments.millis(4);

    private final String process;
    private final Cache<String, String> cache;
    private final OriginClient origin;
    private final Queue<Happening> happenings = new ConcurrentLinkedQueue<>();

    /** The thing to do to a key. */
    private interface Change {
        void of(String key, long version);
    }

    Overtaking(String process, CacheManager manager, OriginClient origin) {
        this.process = process;
        this.origin = origin;
        this.cache = SharedCaches.readThrough(manager, "loaded", this::load);
    }

    private String load(String key) {
        long called = Moments.now();
        long version = origin.version();
        note(Kind.LOAD, key, version, called);
        return "loaded " + version;
    }

    private void note(Kind kind, String key, long version, long called) {
        happenings.add(new Happening(kind, process, key, version, called, Moments.now()));
    }

    /** Removes and puts, so many times in all. */
    void change(int times, Path file) {
        during(times, file, key -> {
            if (ThreadLocalRandom.current().nextBoolean()) {
                change(Kind.REMOVE, key, (each, version) -> cache.remove(each));
            } else {
                change(Kind.PUT, key, (each, version) -> cache.put(each, "put " + version));
            }
        });
    }

    /** Clears, so many times in all. */
    void clear(int times, Path file) {
        during(times, file, key -> change(Kind.CLEAR, key, (each, version) -> cache.clear()));
    }

    private void during(int times, Path file, Consumer<String> overtaking) {
        happenings.clear();
        AtomicInteger left = new AtomicInteger(times);
        Queue<String> removed = new ConcurrentLinkedQueue<>();
        new Crew(WRITERS + READERS).all(number -> {
            while (left.get() > 0) {
                String wanted = number < WRITERS ? null : removed.poll();
                String key = wanted != null
                        ? wanted
                        : "key-" + ThreadLocalRandom.current().nextInt(KEYS);
                if (number < WRITERS) {
                    change(Kind.REMOVE, key, (each, version) -> cache.remove(each));
                    removed.add(key);
                    Moments.await(Moments.now() + ThreadLocalRandom.current().nextLong(LONGEST_PAUSE));
                    overtaking.accept(key);
                    left.decrementAndGet();
                }
                read(key);
            }
        });
        Happening.save(happenings, file);
    }

    private void change(Kind kind, String key, Change change) {
        long version = origin.change();
        long called = Moments.now();
        change.of(key, version);
        note(kind, key, version, called);
    }

    private void read(String key) {
        long called = Moments.now();
        String[] words = cache.get(key).split(" ", -1);
        note(words[0].equals("put") ? Kind.READ_PUT : Kind.READ_LOADED, key, Long.parseLong(words[1]), called);
    }
}
