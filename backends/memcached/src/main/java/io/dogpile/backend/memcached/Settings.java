// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.Arguments;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells one client from another.
 *
 * @param servers {@code host:port} of each, in the order given
 * @param timeout how long an operation may take
 * @param reconnectDelay how long a lost server is left alone at most; whole seconds
 * @param stock whether to do without the meta commands
 * @param credentials who to be to the servers; null if they do not ask
 * @param purpose what the client is for: a server that dumps its keys lets other requests on that connection wait
 */
record Settings(
        List<String> servers,
        Duration timeout,
        Duration reconnectDelay,
        boolean stock,
        @Nullable Credentials credentials,
        Purpose purpose) {

    private static final int PORT = 11_211;

    /** What a client is for. */
    enum Purpose {
        DATA,
        DUMPS
    }

    Settings {
        servers = List.copyOf(servers);
    }

    static Settings from(Arguments arguments) {
        List<String> servers = new ArrayList<>();
        for (String server :
                arguments.text("servers").orElse("127.0.0.1:" + PORT).split(",", -1)) {
            servers.add(normal(server.strip(), arguments));
        }
        if (servers.stream().distinct().count() < servers.size()) {
            throw arguments.refused("argument 'servers' names a server twice: " + servers);
        }
        Duration timeout = arguments.duration("timeout").orElse(Duration.ofSeconds(1));
        Duration delay = arguments.duration("reconnect-delay-at-most").orElse(Duration.ofSeconds(1));
        boolean stock = arguments
                .choice("meta", List.of("auto", "false"))
                .orElse("auto")
                .equals("false");
        return new Settings(servers, timeout, wholeSeconds(delay), stock, Credentials.from(arguments), Purpose.DATA);
    }

    Settings forDumps() {
        return new Settings(servers, timeout, reconnectDelay, stock, credentials, Purpose.DUMPS);
    }

    /** Looked up once: the client keeps to the addresses for as long as it lives. */
    List<InetSocketAddress> addresses(Arguments arguments) {
        return servers.stream().map(server -> address(server, arguments)).toList();
    }

    private static InetSocketAddress address(String server, Arguments arguments) {
        int colon = server.lastIndexOf(':');
        String host = server.substring(0, colon);
        try {
            return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(server.substring(colon + 1)));
        } catch (UnknownHostException e) {
            IllegalArgumentException refused = arguments.refused("argument 'servers': host '" + host + "' is unknown");
            refused.initCause(e);
            throw refused;
        }
    }

    private static Duration wholeSeconds(Duration delay) {
        return Duration.ofSeconds(Math.max(1, delay.plusMillis(999).toSeconds()));
    }

    private static String normal(String server, Arguments arguments) {
        int bracket = server.indexOf(']');
        int colon = server.indexOf(':', Math.max(0, bracket));
        String host = colon < 0 ? server : server.substring(0, colon);
        String port = colon < 0 ? String.valueOf(PORT) : server.substring(colon + 1);
        if (host.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535 || port.matches("0+")) {
            throw arguments.refused(
                    "argument 'servers' must be host:port, or several of them with commas between, not '" + server
                            + "' (an IPv6 address goes in brackets)");
        }
        return host + ":" + port;
    }
}
