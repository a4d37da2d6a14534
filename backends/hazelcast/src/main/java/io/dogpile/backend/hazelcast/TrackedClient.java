// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import java.util.function.Function;

/**
 * A client, and whether it is connected to its cluster.
 *
 * @param instance the client
 * @param connection what it tells of its connection
 */
record TrackedClient(HazelcastInstance instance, Connection connection) {

    /** Starts a client; {@code changed} is called after it has won or lost its connection, by a thread of the client's. */
    static TrackedClient start(Function<LifecycleListener, HazelcastInstance> start, Runnable changed) {
        Connection connection = new Connection(changed);
        return new TrackedClient(start.apply(connection), connection);
    }

    boolean isConnected() {
        return connection.up;
    }

    void shutdown() {
        instance.shutdown();
    }

    /** Hears of a client's connection. Thread-safe. */
    static final class Connection implements LifecycleListener {

        private final Runnable changed;
        private volatile boolean up;

        private Connection(Runnable changed) {
            this.changed = changed;
        }

        @Override
        public void stateChanged(LifecycleEvent event) {
            LifecycleState state = event.getState();
            if (state == LifecycleState.CLIENT_CONNECTED || state == LifecycleState.CLIENT_DISCONNECTED) {
                up = state == LifecycleState.CLIENT_CONNECTED;
                changed.run();
            }
        }
    }
}
