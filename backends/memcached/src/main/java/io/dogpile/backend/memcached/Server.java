// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.ops.Operation;
import org.jspecify.annotations.Nullable;

/** One of the servers, as the client knows it. Thread-safe. */
final class Server {

    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(2);

    private final int index;
    private final String name;
    private final Link link;
    private final MemcachedNode node;
    private final @Nullable Login login;
    private final CountDownLatch connected = new CountDownLatch(1);
    /** The dialect that it is to be spoken to in whatever it knows; null if it is to be asked. */
    private final @Nullable Dialect imposed;

    private volatile int connection;
    /** Whether the server last asked who this process is, which has nothing to say. */
    private volatile boolean stranger;

    private volatile @Nullable Dialect dialect;

    Server(int index, String name, Link link, MemcachedNode node, @Nullable Login login, boolean stock) {
        this.index = index;
        this.name = name;
        this.link = link;
        this.node = node;
        this.login = login;
        this.imposed = stock ? new StockDialect() : null;
        this.dialect = imposed;
    }

    /** Its place in the list of servers. */
    int index() {
        return index;
    }

    String name() {
        return name;
    }

    boolean has(MemcachedNode one) {
        return node.equals(one);
    }

    boolean isAt(SocketAddress address) {
        return node.getSocketAddress().equals(address);
    }

    /** The number of the current connection: what was learnt through an earlier one may be about a server before a restart. */
    int connection() {
        return connection;
    }

    /** Called by the client's thread, before anything is written to the new connection. */
    void connected() {
        forget();
        connected.countDown();
    }

    /**
     * Called by the client's thread. What was to be written is given up: the client would write it to the next connection,
     * when nobody waits for it any more and it may undo what was written since.
     */
    void lost() {
        forget();
        while (node.hasWriteOp()) {
            node.removeCurrentWriteOp().cancel();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes it.
    private void forget() {
        connection++;
        dialect = imposed;
    }

    /** How to talk to it; asks it once per connection. */
    Dialect dialect(Call call) {
        Dialect known = dialect;
        if (known == null) {
            int asked = connection;
            known = ask(Dialect.probe(), call).dialect();
            if (asked == connection) {
                dialect = known;
            }
        }
        return known;
    }

    /** Sends a request and waits for the answer. */
    <R extends Replies> R ask(Exchange<R> exchange, Call call) {
        return await(send(exchange, call), call);
    }

    /** Sends a request, the answer to which is to be awaited later. */
    <R extends Replies> Exchange<R> send(Exchange<R> exchange, Call call) {
        if (!node.isActive() && !comesUp(call)) {
            throw away(call);
        }
        awaitLogin(call);
        try {
            link.send(node, exchange);
        } catch (IllegalStateException e) {
            exchange.giveUp();
            throw call.failure(Kind.UNAVAILABLE, name, "was not sent: too much is waiting to be sent", e);
        }
        return exchange;
    }

    /** Waits for an answer. */
    <R extends Replies> R await(Exchange<R> exchange, Call call) {
        try {
            switch (exchange.await(call)) {
                case ANSWERED -> {
                    if (stranger) {
                        stranger = false;
                    }
                    if (node.getContinuousTimeout() > 0) {
                        node.setContinuousTimeout(false);
                    }
                    return exchange.replies();
                }
                case LOST ->
                    throw call.failure(Kind.UNKNOWN, name, "was sent, but the connection was lost meanwhile", null);
                case LATE -> {
                    countSilence(call);
                    throw call.late(name, true);
                }
                case STRANGER -> {
                    stranger = true;
                    throw call.stranger(name);
                }
                default -> throw stranger ? call.stranger(name) : unsent(call);
            }
        } catch (InterruptedException e) {
            throw call.interrupted(name, e);
        }
    }

    /** Counts what got no answer though nothing else did either: the connection may be dead without either end's knowing. */
    private void countSilence(Call call) {
        if (node.lastReadDelta() >= TimeUnit.NANOSECONDS.toMillis(call.timeout())) {
            node.setContinuousTimeout(true);
        }
    }

    private BackendException away(Call call) {
        String refusal = login == null ? null : login.refusal();
        if (refusal != null) {
            return call.unknown(name, refusal);
        }
        return stranger
                ? call.stranger(name)
                : call.unavailable(name, "was not sent: there is no connection to the server");
    }

    private void awaitLogin(Call call) {
        if (login == null) {
            return;
        }
        try {
            if (!login.isOver(call)) {
                countSilence(call);
                throw call.late(name, false);
            }
        } catch (InterruptedException e) {
            throw call.interrupted(name, e);
        }
        if (!node.isActive()) {
            throw away(call);
        }
    }

    private BackendException unsent(Call call) {
        return call.remaining() == 0
                ? call.late(name, false)
                : call.unavailable(name, "was not sent: the connection to the server was lost");
    }

    /** Whether the first connection comes about in time, which begins to be made when the client is. */
    private boolean comesUp(Call call) {
        try {
            while (!node.isActive() && isFirstAttempt() && call.remaining() > 0) {
                if (connected.await(Math.min(POLL, call.remaining()), TimeUnit.NANOSECONDS)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            throw call.interrupted(name, e);
        }
        return node.isActive();
    }

    /** The client counts the first attempt as one that follows a loss. */
    private boolean isFirstAttempt() {
        return connection == 0 && node.getReconnectCount() <= 1;
    }

    /** Sends a request for whose answer nobody waits, if there is a connection. */
    void tell(Operation exchange) {
        if (node.isActive()) {
            link.send(node, exchange);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
