// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client that was started for us, and is replaced by a new one on request. Hazelcast gives a connection up over which it hears
 * nothing, but not one whose replies have got out of step, such as by a wrong length: it waits for their rest for ever, also while
 * it introduces itself.
 * Thread-safe.
 */
final class OwnClient {

    private static final Logger LOG = LoggerFactory.getLogger(OwnClient.class);

    private final Supplier<HazelcastInstance> start;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile HazelcastInstance current;
    private boolean ended;

    OwnClient(Supplier<HazelcastInstance> start) {
        this.start = start;
        this.current = start.get();
    }

    HazelcastInstance current() {
        return current;
    }

    void restart() {
        lock.lock();
        try {
            if (!ended) {
                HazelcastInstance old = current;
                LOG.warn("{}: no operation has been answered for 10 s; the client is started anew", old.getName());
                current = start.get();
                old.shutdown();
            }
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            current.shutdown();
        } finally {
            lock.unlock();
        }
    }
}
