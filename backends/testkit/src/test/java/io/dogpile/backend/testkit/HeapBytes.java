// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.ChangeListener;
import io.dogpile.backend.Stored;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client of a store of bytes in this JVM's memory: what a driver would be if there were no network and no server. */
public final class HeapBytes implements Backend<String, byte[]> {

    public static final int MAXIMUM = 200_000;

    /** What a server would keep. */
    public static final class Store {

        private final Map<String, Space> spaces = new ConcurrentHashMap<>();
        private final AtomicLong versions = new AtomicLong();
        private final Clock clock;

        public Store() {
            this(Clock.systemUTC());
        }

        Store(Clock clock) {
            this.clock = clock;
        }

        public HeapBytes open(String namespace) {
            return new HeapBytes(this, spaces.computeIfAbsent(namespace, name -> new Space()));
        }
    }

    /** The entries of one namespace, and who wants to be told of changes. */
    private static final class Space {
        private final ConcurrentMap<String, Slot> slots = new ConcurrentHashMap<>();
        private final List<ChangeListener<? super String>> listeners = new CopyOnWriteArrayList<>();

        void tell(Consumer<ChangeListener<? super String>> news) {
            listeners.forEach(news);
        }
    }

    private record Slot(byte[] bytes, long keptUntil, long version) {}

    private final Store store;
    private final Space space;
    private final List<ChangeListener<? super String>> own = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private HeapBytes(Store store, Space space) {
        this.store = store;
        this.space = space;
    }

    long now() {
        return store.clock.millis();
    }

    @Override
    public @Nullable Stored<byte[]> get(String key) {
        requireOpen();
        Slot slot = live(space.slots.get(key));
        return slot == null ? null : read(slot);
    }

    private static Stored<byte[]> read(Slot slot) {
        return Stored.of(slot.bytes.clone(), slot.version);
    }

    private @Nullable Slot live(@Nullable Slot slot) {
        return slot == null || slot.keptUntil <= store.clock.millis() ? null : slot;
    }

    @Override
    public void put(String key, Stored<byte[]> stored) {
        requireOpen();
        space.slots.put(key, slot(stored));
        space.tell(listener -> listener.changed(key));
    }

    private Slot slot(Stored<byte[]> stored) {
        byte[] bytes = ByteTrial.content(stored);
        if (bytes.length > MAXIMUM) {
            throw new BackendException(
                    BackendException.Kind.TOO_LARGE, bytes.length + " bytes are more than " + MAXIMUM, null);
        }
        return new Slot(bytes.clone(), stored.keptUntil(), store.versions.incrementAndGet());
    }

    @Override
    public boolean replace(String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
        requireOpen();
        Slot next = update == null ? null : slot(update);
        boolean[] done = new boolean[1];
        space.slots.compute(key, (k, slot) -> {
            Slot current = live(slot);
            done[0] = current == null ? expected == null : expected != null && isSame(current, expected);
            return done[0] ? next : current;
        });
        if (done[0]) {
            space.tell(listener -> listener.changed(key));
        }
        return done[0];
    }

    private static boolean isSame(Slot current, Stored<byte[]> expected) {
        return expected.token() instanceof Long version && version == current.version;
    }

    @Override
    public boolean remove(String key) {
        requireOpen();
        boolean removed = live(space.slots.remove(key)) != null;
        space.tell(listener -> listener.changed(key));
        return removed;
    }

    @Override
    public void clear() {
        requireOpen();
        space.slots.clear();
        space.tell(ChangeListener::missed);
    }

    @Override
    public Iterator<Map.Entry<String, Stored<byte[]>>> entries() {
        requireOpen();
        return space.slots.entrySet().stream()
                .filter(entry -> live(entry.getValue()) != null)
                .map(entry -> Map.entry(entry.getKey(), read(entry.getValue())))
                .iterator();
    }

    @Override
    public boolean watch(ChangeListener<? super String> listener) {
        requireOpen();
        own.add(listener);
        space.listeners.add(listener);
        return true;
    }

    @Override
    public boolean dropsExpired() {
        return true;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        space.listeners.removeAll(own);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the client is closed");
        }
    }
}
