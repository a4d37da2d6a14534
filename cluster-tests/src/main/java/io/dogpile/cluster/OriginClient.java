// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks the origin, over a connection for each thread. Thread-safe. */
final class OriginClient {

    private final int port;
    private final ThreadLocal<Connection> connections = ThreadLocal.withInitial(this::connect);

    OriginClient(int port) {
        this.port = port;
    }

    /** Loads the value that generations are counted of: its number. */
    long load(String process) {
        Connection connection = connections.get();
        long number = connection.ask("load " + process);
        connection.say("has " + number);
        return number;
    }

    /** Tells that the store was not there to take the value of that number. */
    void unstored(long number) {
        connections.get().say("unstored " + number);
    }

    /** Loads the version that the origin was at when this began. */
    long version() {
        return connections.get().ask("version");
    }

    /** Makes the origin change, and returns its new version. */
    long change() {
        return connections.get().ask("change");
    }

    private Connection connect() {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            return new Connection(
                    new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8),
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("the origin is not there", e);
        }
    }

    private record Connection(PrintWriter requests, BufferedReader answers) {

        void say(String request) {
            requests.println(request);
        }

        long ask(String request) {
            say(request);
            try {
                return Long.parseLong(answers.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException("the origin did not answer to " + request, e);
            }
        }
    }
}
