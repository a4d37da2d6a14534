// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.Arguments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import net.spy.memcached.ConnectionObserver;
import net.spy.memcached.MemcachedNode;

/** The client: connections to all servers, and which key belongs to which of them. Thread-safe. */
final class Servers implements ConnectionObserver {

    private final Link link;
    private final List<Server> all = new ArrayList<>();
    private final Semaphore dumping = new Semaphore(1);

    private Servers(Link link, Logins logins, Settings settings, List<InetSocketAddress> addresses) {
        this.link = link;
        for (MemcachedNode node : link.getLocator().getAll()) {
            int index = addresses.indexOf(node.getSocketAddress());
            Login login = logins.at(node.getSocketAddress());
            all.add(new Server(index, settings.servers().get(index), link, node, login, settings.stock()));
        }
        all.sort(Comparator.comparingInt(Server::index));
    }

    /** Begins to connect to the servers. */
    static Servers connect(Settings settings, Arguments arguments, LongSupplier ticker) {
        List<InetSocketAddress> addresses = settings.addresses(arguments);
        if (addresses.stream().distinct().count() < addresses.size()) {
            throw arguments.refused("argument 'servers' names a server twice: " + addresses);
        }
        prepareLibrary();
        try {
            LinkFactory factory = new LinkFactory(settings);
            Link link = new Link(factory, factory.getReadBufSize(), addresses, ticker);
            Servers servers = new Servers(link, factory.logins(), settings, addresses);
            link.addObserver(servers);
            return servers;
        } catch (IOException e) {
            throw new UncheckedIOException("memcached " + settings.servers() + ": no sockets to be had", e);
        }
    }

    /**
     * The library writes its log to the console unless a system property says otherwise. And it asserts, in each round of its
     * I/O loop, what concurrent requests make untrue for a moment; that loop does not survive an error.
     */
    private static void prepareLibrary() {
        if (System.getProperty("net.spy.log.LoggerImpl") == null) {
            System.setProperty("net.spy.log.LoggerImpl", "net.spy.memcached.compat.log.SLF4JLogger");
        }
        ClassLoader library = MemcachedNode.class.getClassLoader();
        if (library != null) {
            library.setPackageAssertionStatus("net.spy.memcached", false);
        }
    }

    /** All servers, in the order in which they were given. */
    List<Server> all() {
        return all;
    }

    /** The right to have a server dump its keys, which answers nothing else on that connection meanwhile. */
    Semaphore dumping() {
        return dumping;
    }

    /** The server that a key belongs to, given what decides it. */
    Server of(ItemKeys keys, String key) {
        if (all.size() == 1) {
            return all.get(0);
        }
        MemcachedNode node = link.getLocator().getPrimary(keys.route(key));
        for (Server server : all) {
            if (server.has(node)) {
                return server;
            }
        }
        throw new IllegalStateException("memcached: no server at " + node.getSocketAddress());
    }

    @Override
    public void connectionEstablished(SocketAddress address, int attempts) {
        tell(address, Server::connected);
    }

    @Override
    public void connectionLost(SocketAddress address) {
        tell(address, Server::lost);
    }

    private void tell(SocketAddress address, Consumer<Server> news) {
        all.stream().filter(server -> server.isAt(address)).forEach(news);
    }

    void close() {
        try {
            link.shutdown();
        } catch (IOException e) {
            throw new UncheckedIOException("memcached " + all + ": sockets cannot be closed", e);
        }
    }
}
