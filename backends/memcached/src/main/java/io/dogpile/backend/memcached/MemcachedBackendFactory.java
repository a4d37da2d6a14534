// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.SharedClients.Share;
import java.util.function.LongSupplier;

/**
 * Regions in memcached: backend {@code memcached}.
 *
 * <p>Arguments: {@code servers} (host:port, several with commas between; {@code 127.0.0.1:11211}), {@code timeout} of an
 * operation ({@code 1s}), {@code reconnect-delay-at-most} ({@code 1s}), {@code meta} ({@code auto}, or {@code false} for stock
 * commands only), {@code username} and {@code password} (both, for servers with {@code -Y}), and {@code maximum-item-size} in
 * bytes (1048576, as the servers' {@code -I}). Connects in the background: a
 * server that is not there is no failure of making the backend.
 */
public final class MemcachedBackendFactory implements ByteBackendFactory {

    private static final long ITEM_SIZE = 1L << 20;
    private static final long LARGEST_ITEM_SIZE = 1L << 30;

    @Override
    public String name() {
        return "memcached";
    }

    @Override
    public Backend<String, byte[]> create(BackendContext context) {
        Arguments arguments = context.arguments();
        Settings settings = Settings.from(arguments);
        long itemSize = arguments.positive("maximum-item-size").orElse(ITEM_SIZE);
        if (itemSize > LARGEST_ITEM_SIZE) {
            throw arguments.refused(
                    "argument 'maximum-item-size' is at most " + LARGEST_ITEM_SIZE + ", not " + itemSize);
        }
        arguments.requireNoneLeft();
        LongSupplier ticker = System::nanoTime;
        Share<Servers> share = share(context, settings, ticker);
        return new MemcachedBackend(
                context,
                settings,
                new Sizes(itemSize),
                share,
                () -> share(context, settings.forDumps(), ticker),
                ticker);
    }

    private static Share<Servers> share(BackendContext context, Settings settings, LongSupplier ticker) {
        Arguments arguments = context.arguments();
        return context.clients().acquire(settings, () -> Servers.connect(settings, arguments, ticker), Servers::close);
    }
}
