// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.memcached.Answers.Status;
import io.dogpile.backend.memcached.Dialect.Item;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A region's generation on each server, which is part of the names of its items: counting it up makes all of them
 * unreachable at once. Thread-safe.
 *
 * <p>It is a number in an item of its own that begins with the time at which it was first needed, so that one that was
 * evicted, or lost in a restart, is followed by a higher one. A process goes on for up to {@link #KNOWN_FOR} with the one that
 * it has read. Each server has its own, so that one that is away costs only its own keys.
 */
final class Generations {

    /** Nanoseconds after which another process's clear is seen at the latest. */
    static final long KNOWN_FOR = TimeUnit.SECONDS.toNanos(1);

    private static final long RENEWED_AFTER = KNOWN_FOR / 2;
    private static final int ATTEMPTS = 5;

    /**
     * A generation on one server.
     *
     * @param prefix what the names of its items begin with
     * @param connection the connection through which it was read
     * @param readAt when the read began
     */
    record Generation(long number, String prefix, int connection, long readAt) {}

    private final ItemKeys keys;
    private final InstantSource clock;
    private final AtomicReferenceArray<@Nullable Generation> known;
    private final AtomicIntegerArray renewing;

    Generations(ItemKeys keys, InstantSource clock, int servers) {
        this.keys = keys;
        this.clock = clock;
        this.known = new AtomicReferenceArray<>(servers);
        this.renewing = new AtomicIntegerArray(servers);
    }

    /** The generation on that server, as it was no longer ago than {@link #KNOWN_FOR}. */
    Generation current(Server server, Call call) {
        Generation last = known.get(server.index());
        if (last == null || last.connection() != server.connection()) {
            return read(server, call);
        }
        long age = call.started() - last.readAt();
        if (age < RENEWED_AFTER) {
            return last;
        }
        return age < KNOWN_FOR ? renew(server, call, last) : read(server, call);
    }

    /** One thread reads it again, early enough that the others need not wait. */
    private Generation renew(Server server, Call call, Generation last) {
        if (!renewing.compareAndSet(server.index(), 0, 1)) {
            return last;
        }
        try {
            return read(server, call);
        } finally {
            renewing.set(server.index(), 0);
        }
    }

    private Generation read(Server server, Call call) {
        int connection = server.connection();
        long now = call.ticker().getAsLong();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Answers answers = server.ask(server.dialect(call).get(keys.ofGeneration()), call);
            if (answers.status() == Status.REFUSED) {
                throw call.refused(server.name(), answers);
            }
            if (!answers.found().isEmpty()) {
                long number = number(answers.found().get(0).bytes(), server, call);
                return adopt(server, call, number, connection, now);
            }
            begin(server, call);
        }
        throw noSuccess(server, call);
    }

    private long number(byte[] digits, Server server, Call call) {
        try {
            return Long.parseLong(new String(digits, StandardCharsets.ISO_8859_1).strip());
        } catch (NumberFormatException e) {
            throw call.failure(
                    Kind.REJECTED, server.name(), "found no number in '" + keys.ofGeneration() + "': delete it", e);
        }
    }

    /** Whoever has seen a higher one, of a process whose clock is ahead, puts it right before anything is read under a lower. */
    private Generation adopt(Server server, Call call, long number, int connection, long readAt) {
        Generation last = known.get(server.index());
        if (last != null && last.number() > number) {
            long missing = last.number() + 1 - number;
            Answers answers = server.ask(server.dialect(call).increment(keys.ofGeneration(), missing), call);
            if (answers.status() != Status.DONE) {
                throw noSuccess(server, call);
            }
            number += missing;
        }
        String prefix = last != null && last.number() == number ? last.prefix() : keys.prefix(number);
        Generation adopted = new Generation(number, prefix, connection, readAt);
        known.accumulateAndGet(server.index(), adopted, Generations::later);
        return adopted;
    }

    private static @Nullable Generation later(@Nullable Generation one, @Nullable Generation other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.number() > other.number() && one.connection() == other.connection() ? one : other;
    }

    private void begin(Server server, Call call) {
        Generation last = known.get(server.index());
        long first = Math.max(clock.millis(), last == null ? 1 : last.number() + 1);
        Item item = new Item(keys.ofGeneration(), 0, Dialect.ascii(Long.toString(first)));
        Answers answers = server.ask(server.dialect(call).add(item), call);
        if (answers.status() == Status.REFUSED) {
            throw call.refused(server.name(), answers);
        }
    }

    /** Begins a new generation on every server; tries all of them before it fails. */
    void next(List<Server> servers, Call call) {
        List<@Nullable Exchange<Answers>> exchanges = new ArrayList<>();
        BackendException failure = null;
        for (Server server : servers) {
            try {
                exchanges.add(server.send(server.dialect(call).increment(keys.ofGeneration(), 1), call));
            } catch (BackendException e) {
                failure = first(failure, e);
                exchanges.add(null);
            }
        }
        for (int i = 0; i < exchanges.size(); i++) {
            Exchange<Answers> exchange = exchanges.get(i);
            try {
                if (exchange != null) {
                    counted(servers.get(i), exchange, call);
                }
            } catch (BackendException e) {
                failure = first(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void counted(Server server, Exchange<Answers> exchange, Call call) {
        int connection = server.connection();
        long now = call.ticker().getAsLong();
        Answers answers = server.await(exchange, call);
        if (answers.status() == Status.REFUSED) {
            throw call.refused(server.name(), answers);
        }
        if (answers.status() == Status.ABSENT) {
            begin(server, call);
            read(server, call);
        } else {
            adopt(server, call, number(Dialect.ascii(answers.text()), server, call), connection, now);
        }
    }

    private static BackendException first(@Nullable BackendException failure, BackendException next) {
        if (failure == null) {
            return next;
        }
        failure.addSuppressed(next);
        return failure;
    }

    private BackendException noSuccess(Server server, Call call) {
        return call.failure(
                Kind.REJECTED, server.name(), "cannot keep '" + keys.ofGeneration() + "': it is evicted at once", null);
    }
}
