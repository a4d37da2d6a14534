// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import net.spy.memcached.ConnectionObserver;
import net.spy.memcached.DefaultConnectionFactory;
import net.spy.memcached.DefaultHashAlgorithm;
import net.spy.memcached.FailureMode;
import net.spy.memcached.KetamaNodeLocator;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.NodeLocator;
import net.spy.memcached.ops.Operation;
import net.spy.memcached.protocol.ascii.AsciiMemcachedNodeImpl;

/** How the client is set up. */
final class LinkFactory extends DefaultConnectionFactory {

    /** How many requests in a row a server may leave without an answer, all silent meanwhile, before it is called again. */
    private static final int SILENCES = 3;

    /** Milliseconds to wait for room in a queue of 16,384 requests; nobody has reason to be in it for longer. */
    private static final long QUEUE_BLOCK = 20;

    /** Bytes read or written at once: the answer about a hundred small values fits. */
    private static final int BUFFER = 1 << 16;

    private final Settings settings;
    private final Logins logins = new Logins();

    LinkFactory(Settings settings) {
        super(DEFAULT_OP_QUEUE_LEN, BUFFER, DefaultHashAlgorithm.KETAMA_HASH);
        this.settings = settings;
    }

    /** Who is said to be asking, at each server. */
    Logins logins() {
        return logins;
    }

    /** One whose requests can be overtaken by a login, which the client has no place for in the text protocol. */
    @Override
    public MemcachedNode createMemcachedNode(SocketAddress address, SocketChannel channel, int bufferSize) {
        Credentials credentials = settings.credentials();
        if (credentials == null) {
            return super.createMemcachedNode(address, channel, bufferSize);
        }
        BlockingDeque<Operation> unwritten = new LinkedBlockingDeque<>();
        MemcachedNode node = new AsciiMemcachedNodeImpl(
                address,
                channel,
                bufferSize,
                createReadOperationQueue(),
                unwritten,
                createOperationQueue(),
                getOpQueueMaxBlockTime(),
                getOperationTimeout(),
                getAuthWaitTime(),
                this);
        logins.add(address, new Login(credentials, node, unwritten));
        return node;
    }

    @Override
    public Collection<ConnectionObserver> getInitialObservers() {
        return List.of(logins);
    }

    @Override
    public NodeLocator createLocator(List<MemcachedNode> nodes) {
        return new KetamaNodeLocator(nodes, getHashAlg());
    }

    /** Anything else would write to another server what is read from the first one later on. */
    @Override
    public FailureMode getFailureMode() {
        return FailureMode.Cancel;
    }

    @Override
    public boolean isDaemon() {
        return true;
    }

    @Override
    public long getOperationTimeout() {
        return settings.timeout().toMillis();
    }

    @Override
    public long getOpQueueMaxBlockTime() {
        return QUEUE_BLOCK;
    }

    /** In seconds. */
    @Override
    public long getMaxReconnectDelay() {
        return settings.reconnectDelay().toSeconds();
    }

    @Override
    public int getTimeoutExceptionThreshold() {
        return SILENCES - 1;
    }
}
