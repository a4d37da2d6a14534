// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.io.IOException;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CountDownLatch;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.ops.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Says who asks, to one server, on each connection before anything else is written to it. Whoever has a request waits here until
 * the server has answered: one that refuses does not answer each of the requests that follow. Thread-safe.
 */
final class Login {

    private final Credentials credentials;
    private final MemcachedNode node;
    private final BlockingDeque<Operation> unwritten;
    private volatile CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable String refusal;

    /**
     * Makes a login.
     *
     * @param unwritten the requests that the node's thread is to write next
     */
    Login(Credentials credentials, MemcachedNode node, BlockingDeque<Operation> unwritten) {
        this.credentials = credentials;
        this.node = node;
        this.unwritten = unwritten;
    }

    /** Called by the client's thread, the only one to write, when nothing has been written to the new connection. */
    void connected() {
        if (over.getCount() == 0) {
            over = new CountDownLatch(1);
        }
        Exchange<Welcome> exchange = new Exchange<>(credentials.command(), new Welcome());
        exchange.setHandlingNode(node);
        exchange.initialize();
        unwritten.addFirst(exchange);
    }

    /** Called by the client's thread, when the connection is no longer used. */
    void lost() {
        CountDownLatch before = over;
        over = new CountDownLatch(1);
        before.countDown();
    }

    /** Waits until the server has answered or the connection is lost, and tells whether that came in time. */
    boolean isOver(Call call) throws InterruptedException {
        return call.awaits(over);
    }

    /** Why the server did not take it the last time, in its words; null if it did, or was not asked. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /**
     * The server's answer. A refusal costs the connection, so that another attempt follows: somebody may put right what the server
     * knows. Other errors are of servers that ask nobody who they are, and could not store what they took for an item.
     */
    private final class Welcome implements Replies {

        private boolean complete;

        @Override
        public int line(Line line) throws IOException {
            if (line.startsWith("CLIENT_ERROR")) {
                refusal = line.toString();
                throw new IOException("memcached does not take arguments 'username' and 'password': " + line);
            }
            refusal = null;
            complete = true;
            over.countDown();
            return NO_BLOCK;
        }

        @Override
        public boolean isComplete() {
            return complete;
        }

        @Override
        public boolean isLeftOutWhenLate() {
            return false;
        }
    }
}
