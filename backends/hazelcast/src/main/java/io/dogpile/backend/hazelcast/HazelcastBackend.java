// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.map.IMap;
import io.dogpile.backend.Backend;
import io.dogpile.backend.ChangeListener;
import io.dogpile.backend.Exchange;
import io.dogpile.backend.RecentValues;
import io.dogpile.backend.SharedClients.Share;
import io.dogpile.backend.StoreClock;
import io.dogpile.backend.Stored;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A region's entries in one map of a Hazelcast cluster: strings to bytes, and what a version is recognised by are its bytes. */
final class HazelcastBackend implements Backend<String, byte[]> {

    /** Sets our maps apart from the application's own. */
    static final String MAP_PREFIX = "dogpile.";

    /** How many entries of a bulk operation are under way at once, and share the time that one operation may take. */
    private static final int BATCH = 250;

    private final Share<Grid> grid;
    private final MapCalls calls;
    private final ChangeFeed feed;
    private final Replacing replacing;
    private final MemberTime time;
    private final RecentValues recent = new RecentValues();
    private final String name;
    private volatile InstantSource clock;

    HazelcastBackend(Share<Grid> grid, MapCalls calls, ChangeFeed feed, InstantSource local, String name) {
        this.grid = grid;
        this.calls = calls;
        this.feed = feed;
        this.replacing = new Replacing(calls, name);
        this.time = new MemberTime(calls);
        this.clock = local;
        this.name = name;
    }

    @Override
    public @Nullable Stored<byte[]> get(String key) {
        Stored<byte[]> stored = Replacing.stored(calls.<byte @Nullable []>read("get", key, map -> map.get(key)));
        recent.met(key, stored);
        return stored;
    }

    @Override
    public @Nullable Stored<byte[]> recalled(String key) {
        return replacing.takesOneTrip() ? recent.of(key) : null;
    }

    @Override
    public Map<String, Stored<byte[]>> getAll(Collection<? extends String> keys) {
        Map<String, Stored<byte[]>> found = new HashMap<>(keys.size() * 2);
        Set<String> wanted = new HashSet<>(keys);
        if (wanted.size() <= BATCH) {
            read(wanted, found);
        } else {
            HazelcastBackend.<String>batches(wanted).forEach(batch -> read(new HashSet<>(batch), found));
        }
        return found;
    }

    private void read(Set<String> wanted, Map<String, Stored<byte[]>> found) {
        calls.readAll("getAll", map -> map.getAll(wanted))
                .forEach((key, value) -> found.put(key, Stored.of(value, value)));
    }

    @Override
    public void put(String key, Stored<byte[]> stored) {
        calls.write("put", map -> set(map, key, stored));
        recent.met(key, written(stored));
    }

    @Override
    public void putAll(Map<? extends String, Stored<byte[]>> entries) {
        for (List<Map.Entry<? extends String, Stored<byte[]>>> batch :
                HazelcastBackend.<Map.Entry<? extends String, Stored<byte[]>>>batches(entries.entrySet())) {
            calls.each("putAll", batch, (map, entry) -> set(map, entry.getKey(), entry.getValue()));
        }
    }

    private boolean set(IMap<String, byte[]> map, String key, Stored<byte[]> stored) {
        int ttl = ttl(stored);
        byte[] bytes = Objects.requireNonNull(stored.value());
        if (ttl == TimeToLive.NONE) {
            map.set(key, bytes);
        } else {
            map.set(key, bytes, ttl, TimeUnit.SECONDS);
        }
        return true;
    }

    @Override
    public boolean replace(String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
        return replacing.replace(key, token(expected), content(update), ttl(update));
    }

    @Override
    public Exchange<byte[]> exchange(String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
        Exchange<byte[]> came = replacing.exchange(key, token(expected), content(update), ttl(update));
        recent.met(key, came.done() ? Replacing.stored(content(update)) : came.found());
        return came;
    }

    private static byte @Nullable [] token(@Nullable Stored<byte[]> expected) {
        return expected == null ? null : (byte[]) Objects.requireNonNull(expected.token());
    }

    private static byte @Nullable [] content(@Nullable Stored<byte[]> update) {
        return update == null ? null : update.value();
    }

    private int ttl(@Nullable Stored<byte[]> update) {
        return update == null ? TimeToLive.NONE : TimeToLive.seconds(update, clock.millis());
    }

    @Override
    public Stored<byte[]> written(Stored<byte[]> stored) {
        byte[] bytes = Objects.requireNonNull(stored.value());
        return Stored.of(bytes, bytes);
    }

    @Override
    public boolean remove(String key) {
        return calls.<byte @Nullable []>write("remove", map -> map.remove(key)) != null;
    }

    @Override
    public void removeAll(Collection<? extends String> keys) {
        for (List<String> batch : HazelcastBackend.<String>batches(keys)) {
            calls.each("removeAll", batch, IMap::delete);
        }
    }

    @Override
    public void clear() {
        calls.whole("clear", map -> {
            map.clear();
            return true;
        });
    }

    @Override
    public Iterator<Map.Entry<String, Stored<byte[]>>> entries() {
        return new EntryPages(calls);
    }

    @Override
    public boolean watch(ChangeListener<? super String> listener) {
        feed.add(listener);
        calls.watch();
        return true;
    }

    @Override
    public boolean watch(String key, ChangeListener<? super String> listener) {
        feed.add(key, listener);
        calls.watch();
        return true;
    }

    /** One member's clock, to which all processes that use the map refer. From now on, what is stored is taken to be measured by it. */
    @Override
    public InstantSource clock(InstantSource local) {
        if (clock instanceof StoreClock known && known.moves(local)) {
            return known;
        }
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
        calls.close();
        grid.close();
    }

    @Override
    public String toString() {
        return name;
    }

    private static <T> List<List<T>> batches(Collection<? extends T> items) {
        List<T> all = new ArrayList<>(items);
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
        return batches;
    }
}
