// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
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
 * The client's connections, one to each server, and the thread that serves them.
 *
 * <p>Two things are mended here. The thread does not wait for a connection that does not come about longer than a second: the
 * operating system would try for minutes, ever more seldom. And it watches connections that nobody uses: otherwise the loss of
 * one is found by the next request, which fails of it, a second before there is another connection.
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
            locator.getAll().forEach(this::watch);
        }
    }

    /**
     * The client waits for nothing on a connection without requests. What can be read there is its end. If the client is about
     * to look at its queue it will undo this before it waits, and so is not to wait for long. A connection that came about at once
     * may have a login to write that nobody has told the client of.
     */
    private void watch(MemcachedNode node) {
        SelectionKey key = node.getSk();
        if (key != null && key.isValid() && key.interestOps() == 0) {
            key.interestOps(node.hasWriteOp() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
            if (!addedQueue.isEmpty()) {
                selector.wakeup();
            }
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
