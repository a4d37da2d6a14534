// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.util.List;
import net.spy.memcached.DefaultConnectionFactory;
import net.spy.memcached.DefaultHashAlgorithm;
import net.spy.memcached.FailureMode;
import net.spy.memcached.KetamaNodeLocator;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.NodeLocator;

/** How the client is set up. */
final class LinkFactory extends DefaultConnectionFactory {

    /** How many requests in a row a server may leave without an answer, all silent meanwhile, before it is called again. */
    private static final int SILENCES = 3;

    /** Milliseconds to wait for room in a queue of 16,384 requests; nobody has reason to be in it for longer. */
    private static final long QUEUE_BLOCK = 20;

    /** Bytes read or written at once: the answer about a hundred small values fits. */
    private static final int BUFFER = 1 << 16;

    private final Settings settings;

    LinkFactory(Settings settings) {
        super(DEFAULT_OP_QUEUE_LEN, BUFFER, DefaultHashAlgorithm.KETAMA_HASH);
        this.settings = settings;
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
