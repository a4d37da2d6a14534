// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.SharedClients.Share;
import io.dogpile.backend.Stored;
import io.dogpile.backend.memcached.Answers.Found;
import io.dogpile.backend.memcached.Answers.Status;
import io.dogpile.backend.memcached.Dialect.Item;
import io.dogpile.backend.memcached.Generations.Generation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A region in memcached. */
final class MemcachedBackend implements Backend<String, byte[]> {

    private final String region;
    private final long timeout;
    private final Sizes sizes;
    private final Share<Servers> share;
    private final Supplier<Share<Servers>> dumps;
    private final LongSupplier ticker;
    private final ItemKeys keys;
    private final Generations generations;
    private final Writings writings = new Writings();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Share<Servers> dumping;
    private volatile InstantSource clock;
    private volatile boolean closed;

    /**
     * Makes a backend.
     *
     * @param dumps a client of its own to have keys listed with
     */
    MemcachedBackend(
            BackendContext context,
            Settings settings,
            Sizes sizes,
            Share<Servers> share,
            Supplier<Share<Servers>> dumps,
            LongSupplier ticker) {
        this.region = context.region();
        this.timeout = settings.timeout().toNanos();
        this.sizes = sizes;
        this.share = share;
        this.dumps = dumps;
        this.ticker = ticker;
        this.keys = new ItemKeys(context.namespace());
        this.clock = context.clock();
        this.generations =
                new Generations(keys, context.clock(), settings.servers().size());
    }

    Call call(String operation) {
        if (closed) {
            throw new IllegalStateException("memcached: the backend of region '" + region + "' is closed");
        }
        return new Call(operation, region, ticker.getAsLong(), timeout, ticker);
    }

    Generation generation(Server server, Call call) {
        return generations.current(server, call);
    }

    private Place place(String key, Call call) {
        Server server = share.client().of(keys, key);
        Generation generation = generations.current(server, call);
        return new Place(server, generation, ItemKeys.item(generation.prefix(), key), key);
    }

    private static Answers ask(Server server, Exchange<Answers> exchange, Call call) {
        Answers answers = server.ask(exchange, call);
        if (answers.status() == Status.REFUSED) {
            throw call.refused(server.name(), answers);
        }
        return answers;
    }

    @Override
    public @Nullable Stored<byte[]> get(String key) {
        Call call = call("get");
        Place place = place(key, call);
        Answers answers = ask(place.server(), place.server().dialect(call).get(place.item()), call);
        return answers.found().isEmpty() ? null : stored(place, answers.found().get(0));
    }

    /** An item that no driver has stored is as good as none, and must not be in the way of one. */
    private @Nullable Stored<byte[]> stored(Place place, Found found) {
        String prefix = place.generation().prefix();
        String key = ItemKeys.keyOf(prefix, place.item(), found.bytes());
        byte[] value = key.equals(place.key()) ? ItemKeys.valueOf(prefix, place.item(), found.bytes()) : new byte[0];
        if (value.length == 0) {
            Call call = call("get");
            ask(place.server(), place.server().dialect(call).remove(place.item(), found.cas()), call);
            return null;
        }
        return Stored.of(value, new Version(place.item(), found.cas()));
    }

    @Override
    public Map<String, Stored<byte[]>> getAll(Collection<? extends String> wanted) {
        Call call = call("getAll");
        Collection<Batch> batches = batches(wanted, call);
        batches.forEach(batch -> batch.send(batch.server().dialect(call).getAll(batch.items()), call));
        Map<String, Stored<byte[]>> all = new HashMap<>();
        batches.forEach(batch -> batch.collect(batch.answers(call), all, this::stored));
        return all;
    }

    private Collection<Batch> batches(Collection<? extends String> wanted, Call call) {
        Map<Server, Batch> batches = new LinkedHashMap<>();
        for (String key : new LinkedHashSet<>(wanted)) {
            Server server = share.client().of(keys, key);
            batches.computeIfAbsent(server, s -> new Batch(s, generations.current(s, call)))
                    .add(key);
        }
        return batches.values();
    }

    @Override
    public void put(String key, Stored<byte[]> stored) {
        Call call = call("put");
        Place place = place(key, call);
        Item item = sizes.item(place, stored, clock, call);
        ask(place.server(), place.server().dialect(call).put(item), call);
    }

    /** Makes sure of all sizes before anything is sent. */
    @Override
    public void putAll(Map<? extends String, Stored<byte[]>> entries) {
        Call call = call("putAll");
        Collection<Batch> batches = batches(entries.keySet(), call);
        Map<Batch, List<Item>> items = new LinkedHashMap<>();
        for (Batch batch : batches) {
            List<Item> some = new ArrayList<>();
            batch.places().forEach(place -> some.add(sizes.item(place, of(entries, place.key()), clock, call)));
            items.put(batch, some);
        }
        items.forEach((batch, some) -> batch.send(batch.server().dialect(call).putAll(some), call));
        batches.forEach(batch -> batch.answers(call));
    }

    private static Stored<byte[]> of(Map<? extends String, Stored<byte[]>> entries, String key) {
        Stored<byte[]> stored = entries.get(key);
        if (stored == null) {
            throw new IllegalArgumentException("memcached: no stored value for a key of putAll");
        }
        return stored;
    }

    @Override
    public boolean replace(String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
        Call call = call("replace");
        Place place = place(key, call);
        Dialect dialect = place.server().dialect(call);
        if (expected == null) {
            return update == null ? isAbsent(place, dialect, call) : add(place, dialect, update, call);
        }
        if (!(expected.token() instanceof Version version)) {
            throw new IllegalArgumentException("memcached: what is expected was not read from memcached");
        }
        if (!version.item().equals(place.item())) {
            return false;
        }
        if (update == null) {
            Exchange<Answers> removal = dialect.remove(place.item(), version.cas());
            return ask(place.server(), removal, call).status() == Status.DONE;
        }
        Item item = sizes.item(place, update, clock, call);
        return store(place, dialect.replace(item, version.cas()), update, call);
    }

    private boolean isAbsent(Place place, Dialect dialect, Call call) {
        return ask(place.server(), dialect.get(place.item()), call).found().isEmpty();
    }

    private boolean add(Place place, Dialect dialect, Stored<byte[]> update, Call call) {
        Item item = sizes.item(place, update, clock, call);
        return store(place, dialect.add(item), update, call);
    }

    private boolean store(Place place, Exchange<Answers> exchange, Stored<byte[]> update, Call call) {
        Answers answers = ask(place.server(), exchange, call);
        boolean done = answers.status() == Status.DONE;
        if (done && answers.stored() != 0) {
            writings.keep(update, new Version(place.item(), answers.stored()));
        }
        return done;
    }

    @Override
    public @Nullable Stored<byte[]> written(Stored<byte[]> stored) {
        return writings.of(stored);
    }

    @Override
    public boolean remove(String key) {
        Call call = call("remove");
        Place place = place(key, call);
        return ask(place.server(), place.server().dialect(call).remove(place.item()), call)
                        .status()
                == Status.DONE;
    }

    @Override
    public void removeAll(Collection<? extends String> unwanted) {
        Call call = call("removeAll");
        Collection<Batch> batches = batches(unwanted, call);
        batches.forEach(batch -> batch.send(batch.server().dialect(call).removeAll(batch.items()), call));
        batches.forEach(batch -> batch.answers(call));
    }

    @Override
    public void clear() {
        generations.next(share.client().all(), call("clear"));
    }

    @Override
    public Iterator<Map.Entry<String, Stored<byte[]>>> entries() {
        return new Entries(this, share.client().all(), dumpingClient());
    }

    private Servers dumpingClient() {
        lock.lock();
        try {
            if (dumping == null) {
                dumping = dumps.get();
            }
            return dumping.client();
        } finally {
            lock.unlock();
        }
    }

    /** A page of an iteration: what is still there of these items. */
    List<Map.Entry<String, Stored<byte[]>>> entries(Server server, Generation generation, List<String> items) {
        Call call = call("entries");
        Answers answers = ask(server, server.dialect(call).getAll(items), call);
        List<Map.Entry<String, Stored<byte[]>>> page = new ArrayList<>();
        for (Found found : answers.found()) {
            String item = items.get(found.index());
            String key = ItemKeys.keyOf(generation.prefix(), item, found.bytes());
            if (!key.isEmpty() && share.client().of(keys, key) == server) {
                Stored<byte[]> stored = stored(new Place(server, generation, item, key), found);
                if (stored != null) {
                    page.add(Map.entry(key, stored));
                }
            }
        }
        return page;
    }

    /** Memcached keeps time to the second only, so that it decides but over differences that metadata cannot live with. */
    @Override
    public InstantSource clock(InstantSource local) {
        ServerClock server = new ServerClock(local, share.client(), ticker);
        server.start(call("clock"));
        clock = server;
        return server;
    }

    @Override
    public boolean dropsExpired() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        share.close();
        lock.lock();
        try {
            if (dumping != null) {
                dumping.close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "memcached " + share.client().all() + " of region '" + region + "'";
    }
}
