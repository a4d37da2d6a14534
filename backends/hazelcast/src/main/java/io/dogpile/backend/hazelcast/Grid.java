// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.cluster.Member;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An instance that regions share, with threads for those of its operations that can only be waited for. Thread-safe.
 *
 * <p>The threads are daemons, go after some idle seconds, and are bounded in number, as are the calls that wait for one.
 */
final class Grid {

    private static final int WORKERS = 64;
    private static final int WAITING = 4_096;
    private static final long IDLE_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Grid.class);

    private final Supplier<@Nullable HazelcastInstance> source;
    private final Runnable end;
    private final ExecutorService workers;
    private final Deadlines deadlines;
    private volatile @Nullable HazelcastInstance current;

    /** @param silent what to do when nothing is answered any more */
    private Grid(String name, Supplier<@Nullable HazelcastInstance> source, Runnable end, Runnable silent) {
        this.source = source;
        this.end = end;
        this.deadlines = Deadlines.ticking("dogpile-hazelcast-" + name + "-deadlines", () -> work(silent));
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                task -> Daemon.thread("dogpile-hazelcast-" + name + "-" + number.incrementAndGet(), task));
        executor.allowCoreThreadTimeOut(true);
        this.workers = executor;
    }

    /** A member that was started for us, and is ended with the grid. */
    static Grid ownMember(HazelcastInstance member) {
        return new Grid(member.getName(), () -> member, member::shutdown, () -> {});
    }

    /** A client that was started for us, is started again when nothing is answered any more, and ended with the grid. */
    static Grid ownClient(OwnClient client) {
        return new Grid(client.current().getName(), client::current, client::end, client::restart);
    }

    /** An instance of the application's, which is looked up again when it has ended, and never ended by us. */
    static Grid handedIn(String name) {
        return new Grid(name, () -> byName(name), () -> {}, () -> {});
    }

    /** The application's member or client of that name, or null. */
    static @Nullable HazelcastInstance byName(String name) {
        HazelcastInstance member = Hazelcast.getHazelcastInstanceByName(name);
        return member != null ? member : HazelcastClient.getHazelcastClientByName(name);
    }

    /**
     * The instance, which was running a moment ago.
     *
     * @throws HazelcastInstanceNotActiveException if there is none
     */
    HazelcastInstance instance() {
        HazelcastInstance instance = current;
        if (instance == null || !isRunning(instance)) {
            instance = source.get();
            if (instance == null || !isRunning(instance)) {
                throw new HazelcastInstanceNotActiveException("the application has shut the instance down");
            }
            current = instance;
        }
        return instance;
    }

    static boolean isRunning(HazelcastInstance instance) {
        return instance.getLifecycleService().isRunning();
    }

    static boolean isMember(HazelcastInstance instance) {
        return instance.getLocalEndpoint() instanceof Member;
    }

    /** Whether both are the very same: to Hazelcast, an instance equals the one that had its name before. */
    @SuppressWarnings("ReferenceEquality")
    static boolean isSame(@Nullable HazelcastInstance one, HazelcastInstance other) {
        return one == other;
    }

    private void work(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed, or too much to do", e);
        }
    }

    ExecutorService workers() {
        return workers;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    void close() {
        deadlines.close();
        workers.shutdownNow();
        end.run();
    }
}
