// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.Stored;
import io.dogpile.backend.memcached.Generations.Generation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a region has in the store, server by server: the names of its items from a dump, then their values in pages. */
final class Entries implements Iterator<Map.Entry<String, Stored<byte[]>>> {

    private static final int PAGE = 100;
    private static final long BUSY = TimeUnit.MILLISECONDS.toNanos(10);

    private final MemcachedBackend backend;
    private final Servers dumps;
    private final Iterator<Server> servers;
    private final Deque<Map.Entry<String, Stored<byte[]>>> page = new ArrayDeque<>();
    private List<String> items = List.of();
    private Server server;
    private Generation generation;

    /** Asks the first server at once, so that one that cannot dump is known now. */
    Entries(MemcachedBackend backend, List<Server> all, Servers dumps) {
        this.backend = backend;
        this.dumps = dumps;
        this.servers = all.iterator();
        this.server = servers.next();
        this.generation = dump(server);
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty()) {
            if (!items.isEmpty()) {
                readPage();
            } else if (servers.hasNext()) {
                server = servers.next();
                generation = dump(server);
            } else {
                return false;
            }
        }
        return true;
    }

    @Override
    public Map.Entry<String, Stored<byte[]>> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more entries");
        }
        return page.remove();
    }

    private void readPage() {
        List<String> some = items.subList(0, Math.min(PAGE, items.size()));
        items = items.subList(some.size(), items.size());
        page.addAll(backend.entries(server, generation, some));
    }

    private Generation dump(Server next) {
        Call call = backend.call("entries");
        Generation current = backend.generation(next, call);
        try {
            if (!dumps.dumping().tryAcquire(call.remaining(), TimeUnit.NANOSECONDS)) {
                throw busy(call, next);
            }
        } catch (InterruptedException e) {
            throw call.interrupted(next.name(), e);
        }
        try {
            items = dump(dumps.all().get(next.index()), call, current.prefix(), "hash");
        } finally {
            dumps.dumping().release();
        }
        return current;
    }

    /** A server makes one dump at a time, whoever wants it. */
    private List<String> dump(Server from, Call call, String prefix, String what) {
        while (true) {
            Dump dump = awaitDump(from, from.send(Dump.of(what, prefix), call), call);
            if (dump.refusal().isEmpty()) {
                return dump.items();
            }
            if (dump.refusal().startsWith("BADCLASS") && !what.equals("all")) {
                return dump(from, call, prefix, "all");
            }
            if (!dump.refusal().startsWith("BUSY")) {
                throw new UnsupportedOperationException("memcached " + from.name() + " does not list its keys: '"
                        + dump.refusal() + "' is its answer to 'lru_crawler metadump'");
            }
            if (call.remaining() == 0) {
                throw busy(call, from);
            }
            LockSupport.parkNanos(BUSY);
        }
    }

    /** A dump may take longer than other operations, as long as it goes on. */
    private Dump awaitDump(Server from, Exchange<Dump> exchange, Call first) {
        Call call = first;
        int seen = 0;
        try {
            while (!exchange.ends(call) && exchange.replies().lines() > seen) {
                seen = exchange.replies().lines();
                call = backend.call("entries");
            }
        } catch (InterruptedException e) {
            throw call.interrupted(from.name(), e);
        }
        return from.await(exchange, call);
    }

    private static RuntimeException busy(Call call, Server server) {
        return call.failure(Kind.REJECTED, server.name(), "was refused: the server is busy with other dumps", null);
    }
}
