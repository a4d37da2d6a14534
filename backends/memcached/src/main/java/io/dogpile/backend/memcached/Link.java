// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import net.spy.memcached.ConnectionFactory;
import net.spy.memcached.MemcachedConnection;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.ops.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The client's connections, one to each server, and the thread that serves them. It does not wait for a connection that
 * does not come about longer than a second: the operating system would try for minutes, ever more seldom.
 */
final class Link extends MemcachedConnection {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private final Map<SocketChannel, Long> attempts = new HashMap<>();
    /** Null while the constructor of the superclass has started its thread and this one has not ended. */
    private volatile @Nullable LongSupplier ticker;

    Link(ConnectionFactory factory, int bufferSize, List<InetSocketAddress> addresses, LongSupplier ticker)
            throws IOException {
        super(
                bufferSize,
                factory,
                addresses,
                factory.getInitialObservers(),
                factory.getFailureMode(),
                factory.getOperationFactory());
        this.ticker = ticker;
    }

    /** Hands a request to the thread that will write it. */
    void send(MemcachedNode node, Operation operation) {
        addOperation(node, operation);
    }

    @Override
    public void handleIO() throws IOException {
        super.handleIO();
        LongSupplier clock = ticker;
        if (clock != null && !shutDown) {
            giveUpAttempts(clock.getAsLong());
        }
    }

    private void giveUpAttempts(long now) {
        attempts.keySet().removeIf(channel -> !channel.isConnectionPending());
        for (MemcachedNode node : locator.getAll()) {
            SocketChannel channel = node.getChannel();
            if (channel != null && channel.isConnectionPending()) {
                Long since = attempts.putIfAbsent(channel, now);
                if (since != null && now - since > PATIENCE) {
                    queueReconnect(node);
                }
            }
        }
    }
}
