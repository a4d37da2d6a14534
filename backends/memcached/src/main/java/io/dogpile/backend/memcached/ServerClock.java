// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.BackendException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's clock, moved to the servers' if it is off by more than they can tell: they tell the time in whole seconds, and
 * perhaps one late. Asks once a minute. Thread-safe.
 */
final class ServerClock implements InstantSource {

    private static final Logger LOGGER = LoggerFactory.getLogger(ServerClock.class);
    private static final long NOTICED = 2_000;
    private static final long FORGIVEN = 1_000;
    private static final long HALF_SECOND = 500;
    private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

    private final InstantSource local;
    private final Servers servers;
    private final LongSupplier ticker;
    private final AtomicLong asked;
    private volatile long offset;

    ServerClock(InstantSource local, Servers servers, LongSupplier ticker) {
        this.local = local;
        this.servers = servers;
        this.ticker = ticker;
        this.asked = new AtomicLong(ticker.getAsLong());
    }

    /** Asks the first server that answers; stays with the local clock if none does. */
    void start(Call call) {
        for (Server server : servers.all()) {
            try {
                server.ask(question(server), call);
                return;
            } catch (BackendException e) {
                LOGGER.debug("No time from memcached {}; asking again in a minute", server.name(), e);
            }
        }
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        long last = asked.get();
        long now = ticker.getAsLong();
        if (now - last > INTERVAL && asked.compareAndSet(last, now)) {
            Server server = servers.all().get(0);
            server.tell(question(server));
        }
        return local.millis() + offset;
    }

    private Exchange<Stats> question(Server server) {
        return new Exchange<>(Dialect.ascii("stats\r\n"), new Stats(server.name()));
    }

    private void adjust(String server, long serverMillis) {
        long difference = serverMillis - local.millis();
        long before = offset;
        long now = Math.abs(difference) > (before == 0 ? NOTICED : FORGIVEN) ? difference : 0;
        if (before == 0 && now != 0) {
            LOGGER.warn(
                    "The clock of memcached {} is {} ms off this host's; values in it are dated by the server's."
                            + " Synchronise the clocks: the server tells the time in seconds only",
                    server,
                    now);
        }
        // Moving it by less than can be measured would only make values seem older or younger at random.
        if (now == 0 || Math.abs(now - before) > FORGIVEN) {
            offset = now;
        }
    }

    /** The answer to {@code stats}. */
    private final class Stats implements Replies {

        private static final String TIME = "STAT time ";

        private final String server;
        private boolean complete;

        Stats(String server) {
            this.server = server;
        }

        @Override
        public int line(Line line) throws IOException {
            if (line.startsWith(TIME)) {
                adjust(server, TimeUnit.SECONDS.toMillis(line.number(TIME.length())) + HALF_SECOND);
            }
            complete = !line.startsWith("STAT ");
            return NO_BLOCK;
        }

        @Override
        public boolean isComplete() {
            return complete;
        }
    }
}
