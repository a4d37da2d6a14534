// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleListener;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client that was started for us, and is replaced by a new one where Hazelcast waits in vain. Thread-safe.
 *
 * <p>A member accepts connections a second or two before it serves them, and leaves who comes in between without an answer; a client
 * notices that after its heartbeat time-out, which must be long for the sake of processes that stand still for a while. So while
 * a client has no connection, others are tried beside it, with little patience, one at a time, and the first that gets a
 * connection takes its place. The old one goes on meanwhile: it has patience enough for the slowest network.
 *
 * <p>And Hazelcast gives a connection up over which it hears nothing, but not one whose replies have got out of step, such as by
 * a wrong length: it waits for their rest for ever, also while it introduces itself. For that there is {@link #restart}.
 */
final class OwnClient {

    private static final Logger LOG = LoggerFactory.getLogger(OwnClient.class);

    private final Function<LifecycleListener, HazelcastInstance> start;
    private final Duration timeout;
    private final BooleanSupplier reachable;
    private final Pace pace;
    private final Executor searcher;

    /** Held while there is a client beside the current one. */
    private final ReentrantLock trying = new ReentrantLock();

    /** Never held while a client is shut down, which waits for its listeners. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private volatile TrackedClient current;
    private boolean searching = true; // Nobody searches before the first client has had its time.
    private volatile boolean ended;

    /**
     * Starts a client and waits until it is connected, but no longer than one operation may take: until then it would refuse the
     * first ones although nothing is wrong.
     *
     * @param start starts a client that connects in the background, and tells the listener
     * @param timeout how long an operation may take
     * @param reachable whether it makes sense to try another client just now
     * @param searcher runs one task at a time, while there is no connection
     */
    OwnClient(
            Function<LifecycleListener, HazelcastInstance> start,
            Duration timeout,
            BooleanSupplier reachable,
            Pace pace,
            Executor searcher) {
        this.start = start;
        this.timeout = timeout;
        this.reachable = reachable;
        this.pace = pace;
        this.searcher = searcher;
        this.current = TrackedClient.start(start, this::changed);
        await(timeout, () -> current.isConnected());
        searching = false;
        changed();
    }

    HazelcastInstance current() {
        return current.instance();
    }

    /** Starts the client anew, whether or not it says that it is connected. */
    void restart() {
        if (ended) {
            return;
        }
        LOG.warn(
                "{}: no operation has been answered for 10 s; the client is started anew",
                current().getName());
        try {
            tryAnother(timeout, another -> true);
        } finally {
            changed();
        }
    }

    /** Somebody may wait for it; and a client that has lost its connection is not left alone. */
    private void changed() {
        lock.lock();
        try {
            changed.signalAll();
            if (!searching && !ended && !current.isConnected()) {
                searching = true;
                searcher.execute(this::search);
            }
        } finally {
            lock.unlock();
        }
    }

    private void search() {
        Duration patience = pace.patience();
        while (isStillToSearch()) {
            patience = helped(patience);
        }
    }

    /** Tries another client if that makes sense, and returns what patience the next one is to have. */
    private Duration helped(Duration patience) {
        try {
            if (!reachable.getAsBoolean()) {
                return pace.patience();
            }
            tryAnother(patience, this::isBetter);
        } catch (RuntimeException e) {
            LOG.debug("no other client could be started", e);
        }
        return pace.longer(patience);
    }

    /** Waits first: a client that has lost a connection but not its member has got another one soon. */
    private boolean isStillToSearch() {
        lock.lock();
        try {
            await(pace.pause(), () -> current.isConnected());
            searching = !ended && !current.isConnected();
            return searching;
        } finally {
            lock.unlock();
        }
    }

    private boolean isBetter(TrackedClient another) {
        return another.isConnected() && !current.isConnected();
    }

    /** Starts another client, which takes the current one's place if it is wanted after its time. */
    private void tryAnother(Duration patience, Predicate<TrackedClient> wanted) {
        trying.lock();
        try {
            if (ended) {
                return;
            }
            TrackedClient another = TrackedClient.start(start, this::changed);
            await(patience, another::isConnected);
            loser(another, wanted).shutdown();
        } finally {
            trying.unlock();
        }
    }

    private TrackedClient loser(TrackedClient another, Predicate<TrackedClient> wanted) {
        lock.lock();
        try {
            if (ended || !wanted.test(another)) {
                return another;
            }
            TrackedClient old = current;
            current = another;
            LOG.debug(
                    "{} takes the place of {}",
                    another.instance().getName(),
                    old.instance().getName());
            return old;
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration atMost, BooleanSupplier enough) {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (nanos > 0 && !ended && !enough.getAsBoolean()) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Shuts the client down. One that is being tried is shut down by who tries it, at once. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        current.shutdown();
    }
}
