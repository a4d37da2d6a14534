// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/** One connection through a proxy: two sockets, and a thread for each direction. */
final class Link {

    private static final int CHUNK = 16_384;
    private static final int SLICES_PER_SECOND = 50;
    private static final Duration LONG = Duration.ofHours(1);

    private final TcpProxy proxy;
    private final Socket client;
    private final Socket server = new Socket();
    /** Replies that wait for the one after them; used by the thread of the replies alone. */
    private byte[] waiting = {};

    Link(TcpProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    static Thread daemon(String what, Runnable task) {
        Thread thread = new Thread(task, "proxy " + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Connects to the server; if there is none, the client finds its connection reset. */
    void connect(InetSocketAddress target) {
        try {
            server.connect(target, 2_000);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            daemon("requests of " + client.getPort(), () -> pump(client, server, this::passRequest));
            daemon("replies to " + client.getPort(), () -> pump(server, client, this::passReply));
        } catch (IOException e) {
            reset();
        }
    }

    /** What is done with some bytes. */
    private interface Passing {
        void pass(byte[] bytes) throws IOException;
    }

    private void pump(Socket from, Socket to, Passing passing) {
        byte[] buffer = new byte[CHUNK];
        try {
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                byte[] bytes = Arrays.copyOf(buffer, n);
                Deadline.in(LONG).await(() -> !proxy.toxics().held() || client.isClosed());
                passing.pass(bytes);
            }
            if (!to.isOutputShutdown()) {
                to.shutdownOutput();
            }
            if (from.isOutputShutdown()) {
                close();
            }
        } catch (IOException e) {
            close();
        }
    }

    private void passRequest(byte[] bytes) throws IOException {
        server.getOutputStream().write(bytes);
    }

    private void passReply(byte[] bytes) throws IOException {
        Toxics toxics = proxy.toxics();
        if (toxics.swallowed() || client.isOutputShutdown()) {
            return;
        }
        if (!toxics.latency().isZero()) {
            Deadline.in(toxics.latency()).await(client::isClosed);
        }
        byte[] reply = toxics.change().apply(inOrder(bytes, toxics));
        int passing = proxy.takeReplyBytes(reply.length);
        write(Arrays.copyOf(reply, passing), toxics.bytesPerSecond());
        if (passing < reply.length) {
            close();
        }
    }

    /** These replies and those that waited for them, in the order in which they are to go. */
    private byte[] inOrder(byte[] bytes, Toxics toxics) {
        byte[] all = concat(waiting, bytes);
        waiting = new byte[0];
        if (toxics.swap() == null || proxy.swapsLeft() == 0) {
            return all;
        }
        int first = toxics.swap().lengthOfFirst(all);
        byte[] rest = first < 0 ? new byte[0] : Arrays.copyOfRange(all, first, all.length);
        int second = toxics.swap().lengthOfFirst(rest);
        if (second < 0) {
            waiting = all;
            return new byte[0];
        }
        if (!proxy.takeSwap()) {
            return all;
        }
        byte[] swapped = concat(Arrays.copyOf(rest, second), Arrays.copyOf(all, first));
        return concat(swapped, inOrder(Arrays.copyOfRange(rest, second, rest.length), toxics));
    }

    private static byte[] concat(byte[] one, byte[] other) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }

    private void write(byte[] bytes, int bytesPerSecond) throws IOException {
        int slice = bytesPerSecond == 0 ? Math.max(1, bytes.length) : Math.max(1, bytesPerSecond / SLICES_PER_SECOND);
        for (int from = 0; from < bytes.length; from += slice) {
            int count = Math.min(slice, bytes.length - from);
            client.getOutputStream().write(bytes, from, count);
            if (bytesPerSecond > 0) {
                Deadline.in(Duration.ofNanos(count * 1_000_000_000L / bytesPerSecond))
                        .await(client::isClosed);
            }
        }
    }

    void halfClose() {
        quietly(client::shutdownOutput);
    }

    /** Ends the connection so that the client is told of it as a failure. */
    void reset() {
        quietly(() -> client.setSoLinger(true, 0));
        close();
    }

    void close() {
        quietly(client::close);
        quietly(server::close);
        proxy.ended(this);
    }

    /** Something that may fail because the connection has ended by itself. */
    private interface Ending {
        void run() throws IOException;
    }

    private static void quietly(Ending ending) {
        try {
            ending.run();
        } catch (IOException e) {
            // It has ended already.
        }
    }
}
