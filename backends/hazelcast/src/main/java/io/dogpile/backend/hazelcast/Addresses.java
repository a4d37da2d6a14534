// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where a client looks for members.
 *
 * @param members {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}
 */
record Addresses(List<String> members) {

    private static final int FIRST_PORT = 5701;
    private static final int PORTS = 3;
    private static final int CONNECT_MILLIS = 250;

    /** Who accepts connections for a server that is away closes them at once. */
    private static final int KEPT_MILLIS = 50;

    /** Whether one of them accepts a connection, and does not close it at once. Waits up to 0.3 s for each. */
    boolean takeConnections() {
        return members.stream().flatMap(Addresses::places).anyMatch(Addresses::takesConnections);
    }

    /** Without a port, those that Hazelcast tries. */
    static Stream<InetSocketAddress> places(String member) {
        int colon = member.lastIndexOf(':');
        boolean hasPort = colon > member.lastIndexOf(']') && colon == member.indexOf(':', member.indexOf(']') + 1);
        String host = (hasPort ? member.substring(0, colon) : member).replaceAll("[\\[\\]]", "");
        return hasPort
                ? Stream.of(new InetSocketAddress(host, Integer.parseInt(member.substring(colon + 1))))
                : IntStream.range(FIRST_PORT, FIRST_PORT + PORTS).mapToObj(port -> new InetSocketAddress(host, port));
    }

    private static boolean takesConnections(InetSocketAddress place) {
        try (Socket socket = new Socket()) {
            socket.connect(place, CONNECT_MILLIS);
            socket.setSoTimeout(KEPT_MILLIS);
            return isKept(socket);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isKept(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }
}
