// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.spy.memcached.ConnectionObserver;
import org.jspecify.annotations.Nullable;

/** The logins of a client, one for each server, which are told of connections before anybody else is. Thread-safe. */
final class Logins implements ConnectionObserver {

    private final Map<SocketAddress, Login> all = new ConcurrentHashMap<>();

    void add(SocketAddress address, Login login) {
        all.put(address, login);
    }

    /** The login at that server; null if the client says nobody who it is. */
    @Nullable
    Login at(SocketAddress address) {
        return all.get(address);
    }

    @Override
    public void connectionEstablished(SocketAddress address, int attempts) {
        Login login = all.get(address);
        if (login != null) {
            login.connected();
        }
    }

    @Override
    public void connectionLost(SocketAddress address) {
        Login login = all.get(address);
        if (login != null) {
            login.lost();
        }
    }
}
