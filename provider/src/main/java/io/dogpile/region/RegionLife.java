// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.config.ConfigurationException;
import io.dogpile.config.RegionSettings;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The half of a region that is not about keys: how it is configured, once or anew, and how it ends.
 *
 * <p>Thread-safe. An operation sees one configuration from its beginning to its end, whatever happens meanwhile.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public abstract sealed class RegionLife<K, V> implements AutoCloseable permits Region {

    private final Messages messages;
    private final Counters counters;
    private final ReentrantLock changing = new ReentrantLock();
    private final Set<Core<K, V>> retired = ConcurrentHashMap.newKeySet();

    /** Null while there is nothing to work with: before the region is configured, and once it is closed. */
    private volatile @Nullable Core<K, V> core;

    /** The same, and still there once the region is closed. */
    private volatile @Nullable Core<K, V> known;

    private volatile boolean closed;

    RegionLife(String name, Counters counters) {
        this.messages = new Messages(Objects.requireNonNull(name, "name"));
        this.counters = counters;
    }

    /**
     * Configures the region, once. If that fails, it stays unconfigured, and nothing is left behind.
     *
     * @param how sets what shall not have its default, on a builder of this region
     * @throws RegionConfiguredException if it is configured already
     * @throws IllegalArgumentException if settings do not fit together, or the backend refuses its arguments
     */
    public final Region<K, V> configure(Consumer<? super RegionBuilder<K, V>> how) {
        requireUnconfigured();
        RegionBuilder<K, V> builder = told(how);
        changing.lock();
        try {
            requireUnconfigured();
            install(builder.core(counters, null));
        } finally {
            changing.unlock();
        }
        return self();
    }

    /**
     * {@link #configure(Consumer)} by properties: {@code cache.books.stale-for}, {@code cache.books.arguments.url}, {@code
     * cache.books.wrap}, with the prefix {@code cache.books.}.
     *
     * @throws ConfigurationException as {@link RegionBuilder#properties}
     */
    public final Region<K, V> configure(Map<?, ?> properties, String prefix) {
        return configure(builder -> builder.properties(properties, prefix));
    }

    /**
     * Gives the region other settings and another store, whether it has some already or not. If that fails, nothing changes.
     *
     * <p>Operations that begin from now on see the new store only. Those under way, loads among them, go on with the old one: they
     * answer who waits, and what is loaded is stored in neither. Ten seconds later the old store is closed, unless it is an
     * instance that the new settings name too. What was invalidated stays so, if values of then are met in the new store.
     *
     * @throws IllegalStateException if the region is closed, or belongs to a facade such as a JCache cache
     * @throws IllegalArgumentException as {@link #configure(Consumer)}
     */
    public final Region<K, V> reconfigure(Consumer<? super RegionBuilder<K, V>> how) {
        requireChangeable();
        RegionBuilder<K, V> builder = told(how);
        changing.lock();
        try {
            Core<K, V> before = requireChangeable();
            Core<K, V> made = install(builder.core(counters, before));
            if (before != null) {
                retired.add(before);
                before.retire(made, () -> retired.remove(before));
            }
        } finally {
            changing.unlock();
        }
        return self();
    }

    /** {@link #reconfigure(Consumer)} by properties. */
    public final Region<K, V> reconfigure(Map<?, ?> properties, String prefix) {
        return reconfigure(builder -> builder.properties(properties, prefix));
    }

    /**
     * Puts a proxy around the backend of the running region, outside of those that are there. Operations under way go on without.
     *
     * @throws IllegalStateException if the region is not configured, is closed, or belongs to a facade such as a JCache cache
     */
    public final Region<K, V> wrap(UnaryOperator<Backend<K, V>> proxy) {
        Objects.requireNonNull(proxy, "proxy");
        changing.lock();
        try {
            requireChangeable();
            install(core().wrapped(proxy));
        } finally {
            changing.unlock();
        }
        return self();
    }

    private RegionBuilder<K, V> told(Consumer<? super RegionBuilder<K, V>> how) {
        RegionBuilder<K, V> builder = Region.named(name());
        how.accept(builder);
        return builder;
    }

    private void requireUnconfigured() {
        if (requireChangeable() != null) {
            throw messages.configured();
        }
    }

    private @Nullable Core<K, V> requireChangeable() {
        Core<K, V> current = core;
        if (closed) {
            throw messages.closed();
        }
        if (current != null && current.isFixed()) {
            throw messages.fixed();
        }
        return current;
    }

    private Region<K, V> self() {
        return (Region<K, V>) this;
    }

    final Core<K, V> install(Core<K, V> made) {
        known = made;
        core = made;
        return made;
    }

    /** Whether the region has been configured. */
    public final boolean isConfigured() {
        return known != null;
    }

    public final String name() {
        return messages.region();
    }

    public final RegionSettings settings() {
        return known().settings();
    }

    /** What happened in the region since it was made, whatever its settings were. */
    public final RegionStatistics statistics() {
        return counters.snapshot();
    }

    /** The outermost backend of this region, with proxies and all. */
    public final Backend<K, V> backend() {
        return known().slots().backend();
    }

    /** The innermost backend, below all proxies: the store that keeps objects, or the one that keeps bytes. */
    public final Backend<?, ?> actualBackend() {
        return known().actualBackend();
    }

    /** Closes the region and its backend. What is under way ends; its results are not stored. Closing twice is harmless. */
    @Override
    public final void close() {
        Core<K, V> last;
        changing.lock();
        try {
            last = core;
            closed = true;
            core = null;
        } finally {
            changing.unlock();
        }
        Regions.forget(self());
        retired.forEach(Core::close);
        if (last != null) {
            last.close();
        }
    }

    public final boolean isClosed() {
        return closed;
    }

    /** What operations work with. */
    final Core<K, V> core() {
        return required(core);
    }

    /** What questions are answered from, after the end, too. */
    final Core<K, V> known() {
        return required(known);
    }

    private Core<K, V> required(@Nullable Core<K, V> found) {
        if (found == null) {
            throw closed ? messages.closed() : messages.notConfigured();
        }
        return found;
    }

    @Override
    public final String toString() {
        Core<K, V> last = known;
        return "Region[" + name()
                + (last == null ? ", not configured]" : " on " + last.slots().backend() + "]");
    }
}
