// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ChangeListener;
import io.dogpile.backend.Exchange;
import io.dogpile.backend.RecentValues;
import io.dogpile.backend.SharedClients.Share;
import io.dogpile.backend.StoreClock;
import io.dogpile.backend.Stored;
import io.lettuce.core.KeyValue;
import io.lettuce.core.SetArgs;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** One region in Redis or Valkey: a key of the store for each entry, which expires there by itself. Thread-safe. */
final class RedisBackend implements Backend<String, byte[]> {

    /** How many commands, or keys of one command, are sent before their answers are waited for. */
    private static final int PAGE = 1_000;

    private final Share<RedisLink> share;
    private final RedisLink link;
    private final Keys keys;
    private final boolean cluster;
    private final RecentValues recent = new RecentValues();
    /** What ends the watching. */
    private final Queue<Runnable> watched = new ConcurrentLinkedQueue<>();

    private volatile InstantSource clock;
    private volatile boolean closed;

    RedisBackend(Share<RedisLink> share, Keys keys, boolean cluster, InstantSource clock) {
        this.share = share;
        this.link = share.client();
        this.keys = keys;
        this.cluster = cluster;
        this.clock = clock;
    }

    @Override
    public @Nullable Stored<byte[]> get(String key) {
        String wire = wire("get", key);
        byte @Nullable [] value =
                link.<byte @Nullable []>call("get", to -> to.commands().get(wire));
        if (value == null) {
            return null;
        }
        Stored<byte[]> stored = Version.stored(value);
        recent.met(key, stored);
        return stored;
    }

    @Override
    public @Nullable Stored<byte[]> recalled(String key) {
        return link.swap().takesOneTrip() ? recent.of(key) : null;
    }

    @Override
    public Map<String, Stored<byte[]>> getAll(Collection<? extends String> wanted) {
        requireOpen("getAll");
        Map<String, Stored<byte[]>> found = new HashMap<>(wanted.size() * 2);
        pages(List.<String>copyOf(wanted)).forEach(page -> read("getAll", page, found));
        return found;
    }

    /** Reads what is there of some keys, in one trip to each server. */
    private void read(String operation, List<String> wanted, Map<String, Stored<byte[]>> found) {
        if (cluster) {
            List<AsyncCommand<String, byte[], byte[]>> answers = link.callAll(
                    operation,
                    wanted.stream().map(key -> Batch.get(keys.wire(key))).toList());
            for (int i = 0; i < answers.size(); i++) {
                add(found, wanted.get(i), answers.get(i).join());
            }
        } else {
            List<KeyValue<String, byte[]>> answers =
                    link.call(operation, to -> to.commands().mget(wires(wanted)));
            for (int i = 0; i < answers.size(); i++) {
                add(found, wanted.get(i), answers.get(i).getValueOrElse(null));
            }
        }
    }

    private static void add(Map<String, Stored<byte[]>> found, String key, byte @Nullable [] value) {
        if (value != null) {
            found.put(key, Version.stored(value));
        }
    }

    @Override
    public void put(String key, Stored<byte[]> stored) {
        String wire = wire("put", key);
        byte[] value = content(stored);
        long millis = Lifetime.millis(stored, clock);
        link.call(
                "put",
                to -> millis == Lifetime.UNLIMITED
                        ? to.commands().set(wire, value)
                        : to.commands().set(wire, value, SetArgs.Builder.px(millis)));
        recent.met(key, Version.stored(value));
    }

    @Override
    public void putAll(Map<? extends String, Stored<byte[]>> entries) {
        requireOpen("putAll");
        List<AsyncCommand<String, byte[], String>> commands = new ArrayList<>(entries.size());
        entries.forEach((key, stored) ->
                commands.add(Batch.set(keys.wire(key), content(stored), Lifetime.millis(stored, clock))));
        pages(commands).forEach(page -> link.callAll("putAll", page));
    }

    @Override
    public boolean replace(String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
        String wire = wire("replace", key);
        if (expected == null) {
            return update == null ? get(key) == null : add(key, wire, update);
        }
        return swap(key, wire, expected, update).done();
    }

    @Override
    public Exchange<byte[]> exchange(String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
        if (expected != null) {
            return swap(key, wire("exchange", key), expected, update);
        }
        if (update != null && add(key, wire("exchange", key), update)) {
            return Exchange.succeeded();
        }
        Stored<byte[]> found = get(key);
        return update == null && found == null ? Exchange.succeeded() : Exchange.refused(found);
    }

    private Exchange<byte[]> swap(String key, String wire, Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
        byte @Nullable [] value = update == null ? null : content(update);
        long millis = update == null ? Lifetime.UNLIMITED : Lifetime.millis(update, clock);
        Exchange<byte[]> came = link.swap().swap(wire, Version.of(expected), value, millis, link.deadline());
        recent.met(key, came.done() && value != null ? Version.stored(value) : came.found());
        return came;
    }

    @Override
    public Stored<byte[]> written(Stored<byte[]> stored) {
        return Version.stored(content(stored));
    }

    private boolean add(String key, String wire, Stored<byte[]> update) {
        SetArgs absent = SetArgs.Builder.nx();
        long millis = Lifetime.millis(update, clock);
        SetArgs args = millis == Lifetime.UNLIMITED ? absent : absent.px(millis);
        byte[] value = content(update);
        boolean added =
                link.<@Nullable String>call("replace", to -> to.commands().set(wire, value, args)) != null;
        if (added) {
            recent.met(key, Version.stored(value));
        }
        return added;
    }

    @Override
    public boolean remove(String key) {
        String wire = wire("remove", key);
        return link.<Long>call("remove", to -> to.commands().unlink(wire)) != 0;
    }

    @Override
    public void removeAll(Collection<? extends String> removed) {
        requireOpen("removeAll");
        pages(List.<String>copyOf(removed)).forEach(page -> unlink("removeAll", page));
    }

    private void unlink(String operation, List<String> removed) {
        if (cluster) {
            link.callAll(
                    operation,
                    removed.stream().map(key -> Batch.unlink(keys.wire(key))).toList());
        } else if (!removed.isEmpty()) {
            link.<Long>call(operation, to -> to.commands().unlink(wires(removed)));
        }
    }

    /** Page by page, so that no server stands still meanwhile; the time limit is each page's. */
    @Override
    public void clear() {
        requireOpen("clear");
        Scan scan = new Scan(link, keys, "clear");
        while (!scan.isFinished()) {
            unlink("clear", scan.next());
        }
    }

    @Override
    public Iterator<Map.Entry<String, Stored<byte[]>>> entries() {
        requireOpen("entries");
        return new EntryIterator(new Scan(link, keys, "entries"), page -> {
            Map<String, Stored<byte[]>> found = new HashMap<>();
            pages(page).forEach(part -> read("entries", part, found));
            return found;
        });
    }

    @Override
    public boolean watch(ChangeListener<? super String> listener) {
        requireOpen("watch");
        return watchAll(keys.prefix(), listener);
    }

    @Override
    public boolean watch(String key, ChangeListener<? super String> listener) {
        return watchAll(wire("watch", key), listener);
    }

    private boolean watchAll(String prefix, ChangeListener<? super String> listener) {
        boolean told = link.tracking().watch(prefix, listener);
        if (told) {
            watched.add(() -> link.tracking().forget(prefix, listener));
        }
        return told;
    }

    /** The server's clock. From now on, what is stored here is taken to be measured by it. */
    @Override
    public InstantSource clock(InstantSource local) {
        requireOpen("clock");
        if (clock instanceof StoreClock known && known.moves(local)) {
            return known;
        }
        ServerTime time = new ServerTime(link);
        StoreClock measured = new StoreClock(local, time::tell).measured(time::ask);
        clock = measured;
        return measured;
    }

    @Override
    public boolean dropsExpired() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        watched.forEach(Runnable::run);
        watched.clear();
        share.close();
    }

    private String wire(String operation, String key) {
        requireOpen(operation);
        return keys.wire(key);
    }

    private String[] wires(List<String> some) {
        String[] wires = new String[some.size()];
        Arrays.setAll(wires, i -> keys.wire(some.get(i)));
        return wires;
    }

    private void requireOpen(String operation) {
        if (closed) {
            throw link.failures().closed(operation);
        }
    }

    private static byte[] content(Stored<byte[]> stored) {
        return Objects.requireNonNull(stored.value(), "a backend of bytes keeps no value without content");
    }

    private static <T> List<List<T>> pages(List<T> all) {
        List<List<T>> pages = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PAGE) {
            pages.add(all.subList(from, Math.min(all.size(), from + PAGE)));
        }
        return pages;
    }

    @Override
    public String toString() {
        return "RedisBackend[" + keys.pattern() + ", " + link + "]";
    }
}
