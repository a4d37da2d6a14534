// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import io.dogpile.region.Region;
import io.dogpile.region.RegionStatistics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import javax.cache.CacheException;

/**
 * One of the processes of a stampede: some threads that read one key, each every few milliseconds.
 *
 * <p>Takes the configuration file, its own name, the origin's port, the number of threads, and after how many milliseconds a
 * read is late. Says {@code @ready}, what was {@code @seen}, and {@code @stats fenced failures late}. Told {@code go},
 * {@code measure} and {@code stop}; ends with its input.
 */
final class StampedeMember {

    private static final String KEY = "hot";
    private static final long PACE = Moments.millis(5);
    private static final long TELLING = Moments.millis(100);

    private final Cache<String, String> cache;
    private final boolean embedded;
    private final String name;
    private final OriginClient origin;
    private final long lateNanos;
    private final Sightings sightings;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final int threads;
    private final List<Thread> readers = new ArrayList<>();
    private volatile boolean stopping;

    /** The latest load of this process: there is one at a time. */
    private long loading;

    /** How many loads the origin knows to have found the store away. */
    private long unstored;

    /** How many operations of reads that have returned the store had failed by then. */
    private volatile long pastFailures;

    private StampedeMember(String[] arguments) {
        this.name = arguments[1];
        this.origin = new OriginClient(Integer.parseInt(arguments[2]));
        this.threads = Integer.parseInt(arguments[3]);
        this.lateNanos = Moments.millis(Long.parseLong(arguments[4]));
        this.sightings = new Sightings(name);
        this.cache = SharedCaches.readThrough(SharedCaches.manager(arguments[0]), "hot", this::load);
        this.embedded = EmbeddedMembers.exist();
    }

    public static void main(String[] arguments) throws IOException {
        StampedeMember member = new StampedeMember(arguments);
        // Connects, where that is done by the first one to ask.
        member.cache.containsKey("something else");
        EmbeddedMembers.awaitBackups();
        Said.line("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            member.obey(order);
        }
        Runtime.getRuntime().halt(0);
    }

    private String load(String key) {
        settle();
        boolean storeAway = embedded && statistics().backendFailures() > pastFailures;
        long number = origin.load(name);
        begun(number);
        if (storeAway) {
            origin.unstored(number);
        }
        return new Sample(number, name, Thread.currentThread().getName(), Moments.now()).toString();
    }

    private synchronized void begun(long number) {
        loading = number;
    }

    /** Tells the origin if the store was not there to take what was loaded last. */
    private synchronized void settle() {
        long now = statistics().notStored();
        if (now > unstored) {
            unstored = now;
            origin.unstored(loading);
        }
    }

    private RegionStatistics statistics() {
        return cache.unwrap(Region.class).statistics();
    }

    private void obey(String order) {
        switch (order) {
            case "go" -> start();
            case "measure" -> sightings.measure();
            case "stop" -> stop();
            default -> throw new IllegalArgumentException("unknown order: " + order);
        }
    }

    private void start() {
        for (int i = 0; i < threads; i++) {
            readers.add(daemon("reader-" + i, this::read));
        }
        daemon("teller", this::tell);
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void read() {
        while (!stopping) {
            long start = Moments.now();
            try {
                Sample sample = Sample.parse(cache.get(KEY));
                sightings.saw(sample, Thread.currentThread().getName(), start, Moments.now());
                if (embedded) {
                    pastFailures = statistics().backendFailures();
                }
                if (sample.process().equals(name)) {
                    settle();
                }
            } catch (CacheException e) {
                failures.incrementAndGet();
                e.printStackTrace();
            }
            if (Moments.now() - start > lateNanos) {
                late.incrementAndGet();
            }
            Moments.await(Moments.now() + PACE);
        }
    }

    private void tell() {
        while (!stopping) {
            Moments.await(Moments.now() + TELLING);
            tellOnce(late.get());
        }
    }

    private void tellOnce(long lateReads) {
        sightings.tell();
        Said.line("stats", statistics().fenced(), failures, lateReads);
    }

    /** Whatever does not return is late. */
    private void stop() {
        stopping = true;
        long until = Moments.now() + lateNanos;
        for (Thread reader : readers) {
            try {
                reader.join(Math.max(1, (until - Moments.now()) / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        long hanging = readers.stream().filter(Thread::isAlive).count();
        tellOnce(late.get() + hanging);
        Said.line("done");
    }
}
