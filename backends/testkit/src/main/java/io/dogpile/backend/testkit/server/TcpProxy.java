// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * A bad network between a client and a server: forwards a port of the loopback address to another, and spoils on demand what
 * goes through. Faults add up until {@link #heal}. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {

    private final InetSocketAddress target;
    private final int port;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger swaps = new AtomicInteger();
    private final AtomicLong repliesLeft = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong flipped = new AtomicLong();
    private volatile Toxics toxics = Toxics.NONE;
    private volatile Listener listener;

    /** A port that is open, and who accepts its connections. */
    private record Listener(ServerSocket socket, Thread acceptor) {}

    private TcpProxy(int target) {
        this.target = loopback(target);
        this.port = FreePorts.next();
        this.listener = listen();
    }

    /** A proxy of a port of the loopback address, which need not be open yet. */
    public static TcpProxy to(int port) {
        return new TcpProxy(port);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Where clients connect to. */
    public int port() {
        return port;
    }

    /** How many connections there were until now. */
    public int connections() {
        return connections.get();
    }

    /** How many bits of replies {@link #flipBits} has flipped until now. */
    public long flipped() {
        return flipped.get();
    }

    /** How many of the swaps that {@link #swapReplies} was asked for have not happened yet. */
    public int swapsLeft() {
        return swaps.get();
    }

    /** Each reply comes so much later. */
    public synchronized TcpProxy latency(Duration time) {
        toxics = toxics.latency(time);
        return this;
    }

    /** Replies come at no more than so many bytes a second on each connection. */
    public synchronized TcpProxy bandwidth(int bytesPerSecond) {
        toxics = toxics.bytesPerSecond(bytesPerSecond);
        return this;
    }

    /** Nothing gets through in either direction, and connections stay open; what was held goes on with {@link #heal}. */
    public synchronized TcpProxy blackHole() {
        toxics = toxics.holding();
        return this;
    }

    /** Requests arrive, their replies vanish. */
    public synchronized TcpProxy swallowReplies() {
        toxics = toxics.swallowing();
        return this;
    }

    /** Resets all connections and refuses new ones. */
    public synchronized TcpProxy refuse() {
        closeListener();
        return reset();
    }

    /** Resets the connections that there are now. */
    public TcpProxy reset() {
        links.forEach(Link::reset);
        return this;
    }

    /** Ends what the client receives on the connections that there are now; what it sends still arrives. */
    public TcpProxy halfClose() {
        links.forEach(Link::halfClose);
        return this;
    }

    /** Lets so many more bytes of replies through, in all, and then ends the connection that the next one is for; once. */
    public TcpProxy truncateRepliesAfter(long bytes) {
        repliesLeft.set(bytes);
        return this;
    }

    /** Flips a bit in about one of so many bytes of replies. */
    public TcpProxy flipBits(int bytesPerFlip, long seed) {
        Random random = new Random(seed);
        return changeReplies(bytes -> {
            for (int i = 0; i < bytes.length; i++) {
                if (random.nextInt(bytesPerFlip) == 0) {
                    bytes[i] ^= (byte) (1 << random.nextInt(8));
                    flipped.incrementAndGet();
                }
            }
            return bytes;
        });
    }

    /** Replaces the bytes of replies, as they come, by others; called by one thread at a time. */
    public synchronized TcpProxy changeReplies(UnaryOperator<byte[]> change) {
        Object lock = new Object();
        toxics = toxics.change(bytes -> {
            synchronized (lock) {
                return change.apply(bytes);
            }
        });
        return this;
    }

    /** Holds a reply back until the next one on the same connection has been passed on, so many times. */
    public synchronized TcpProxy swapReplies(ReplyFraming framing, int times) {
        swaps.set(times);
        toxics = toxics.swap(framing);
        return this;
    }

    /** Ends all faults. */
    public synchronized TcpProxy heal() {
        toxics = Toxics.NONE;
        swaps.set(0);
        repliesLeft.set(Long.MAX_VALUE);
        if (listener.socket().isClosed()) {
            listener = listen();
        }
        return this;
    }

    @Override
    public synchronized void close() {
        closeListener();
        links.forEach(Link::close);
    }

    Toxics toxics() {
        return toxics;
    }

    /** Whether a swap is still to be done; then this is it. */
    boolean takeSwap() {
        return swaps.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    /** How many of so many bytes of replies may pass; after fewer than asked for the connection is to be ended. */
    int takeReplyBytes(int count) {
        long left =
                repliesLeft.getAndUpdate(now -> now == Long.MAX_VALUE || count > now ? Long.MAX_VALUE : now - count);
        return (int) Math.min(left, count);
    }

    void ended(Link link) {
        links.remove(link);
    }

    private Listener listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(loopback(port));
            return new Listener(socket, Link.daemon("accepts on port " + port, () -> accept(socket)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket client = socket.accept();
                connections.incrementAndGet();
                Link link = new Link(this, client);
                links.add(link);
                link.connect(target);
                if (socket.isClosed()) {
                    link.reset();
                }
            }
        } catch (IOException e) {
            // Closed, by refuse() or close().
        }
    }

    /** The system goes on taking connections until the thread that accepts them has noticed. */
    private void closeListener() {
        try {
            listener.socket().close();
            listener.acceptor().join();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close port " + port, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while port " + port + " was being closed", e);
        }
    }
}
