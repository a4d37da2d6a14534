// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.config.Option;
import io.dogpile.region.Environment;
import io.dogpile.region.Region;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.cache.CacheManager;

/** What a cache consists of, how it is put together, and how it is taken apart. */
final class CacheParts<K, V> {

    /** How long closing waits for operations that run user code. */
    private static final long CLOSE_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final DogpileCacheManager manager;
    private final CacheFace<K, V> face;
    private final Customizations<K, V> customizations;
    private final CacheStatistics statistics;
    private final CacheListeners<K, V> listeners;
    private final RegionEvents<K, V> events;
    private final Region<K, V> region;
    private final EntryEngine<K, V> engine;
    private final Reader<K, V> reader;
    private final Processors<K, V> processors;
    private final BulkWrites<K, V> bulk;
    private final Loading<K, V> loading;
    private final LongSupplier nanos;
    private final boolean alwaysWatched;

    private volatile boolean watched;

    /**
     * Puts a cache together.
     *
     * @throws RuntimeException if a customization cannot be made or settings are refused; nothing is left behind then
     */
    static <K, V> CacheParts<K, V> of(
            DogpileCacheManager manager, String name, DogpileConfiguration<K, V> configuration, Environment environment) {
        Customizations<K, V> customizations = Customizations.of(name, configuration);
        boolean complete = false;
        try {
            CacheParts<K, V> parts = new CacheParts<>(manager, name, configuration, customizations, environment);
            complete = true;
            return parts;
        } finally {
            if (!complete) {
                customizations.close();
            }
        }
    }

    private CacheParts(
            DogpileCacheManager manager,
            String name,
            DogpileConfiguration<K, V> configuration,
            Customizations<K, V> customizations,
            Environment environment) {
        this.manager = manager;
        this.customizations = customizations;
        this.nanos = environment.time().nanos();
        ExpiryRules<K, V> expiry = customizations.expiry();
        WriteThrough<K, V> writer = customizations.writer();
        Loader<K, V> loader = customizations.loader();

        statistics = new CacheStatistics();
        listeners = new CacheListeners<>(name, environment.background());
        events = new RegionEvents<>(listeners);
        region = Region.<K, V>named(name)
                .options(configuration.options())
                .staleFor(configuration.options().value(Option.STALE_FOR).orElse(Duration.ZERO))
                .copying(configuration.isStoreByValue())
                .lifetimes(expiry)
                .touchable(expiry.movesOnAccess())
                .listener(events)
                .onEviction(statistics::eviction)
                .environment(environment)
                .classLoader(manager.getClassLoader())
                .build();
        engine = new EntryEngine<>(
                region.slots(), expiry, writer, events, statistics, region.backend().isLocal());
        reader = new Reader<>(
                region, engine, statistics, loader, configuration.isReadThrough(), expiry.movesOnAccess());
        processors = new Processors<>(name, region.slots(), engine, writer, statistics, reader::load);
        bulk = new BulkWrites<>(region.slots(), engine, writer);
        loading = new Loading<>(name, reader, environment.background());
        alwaysWatched = expiry.movesOnAccess()
                || region.settings().freshness().earlyRegeneration() > 0;
        face = new CacheFace<>(manager.getURI(), name, configuration, listeners);
        configuration.getCacheEntryListenerConfigurations().forEach(listeners::register);
        enableStatistics(configuration.isStatisticsEnabled());
        enableManagement(configuration.isManagementEnabled());
    }

    /** Takes everything apart. No listener is called any more once this has returned. */
    void close(RegionCache<K, V> cache) {
        manager.forget(cache);
        region.slots().locks().awaitIdle(CLOSE_PATIENCE_NANOS);
        region.close();
        listeners.close();
        customizations.close();
        face.close();
    }

    /** Whether reading is more than reading: somebody counts, or it moves deadlines. */
    boolean isWatched() {
        return watched;
    }

    void enableStatistics(boolean enabled) {
        statistics.enable(enabled);
        watched = alwaysWatched || enabled;
        face.statistics(enabled, statistics, region::statistics);
    }

    void enableManagement(boolean enabled) {
        face.management(enabled);
    }

    long nanos() {
        return nanos.getAsLong();
    }

    /** When an operation starts, if anybody wants to know. */
    long startTime() {
        return statistics.isOn() ? nanos() : 0;
    }

    void got(long start) {
        if (start != 0) {
            statistics.gets(nanos() - start);
        }
    }

    void put(long start) {
        if (start != 0) {
            statistics.putTime(nanos() - start);
        }
    }

    void removed(long start) {
        if (start != 0) {
            statistics.removeTime(nanos() - start);
        }
    }

    CacheManager manager() {
        return manager;
    }

    CacheFace<K, V> face() {
        return face;
    }

    RegionEvents<K, V> events() {
        return events;
    }

    Region<K, V> region() {
        return region;
    }

    CacheStatistics statistics() {
        return statistics;
    }

    Reader<K, V> reader() {
        return reader;
    }

    EntryEngine<K, V> engine() {
        return engine;
    }

    Processors<K, V> processors() {
        return processors;
    }

    BulkWrites<K, V> bulk() {
        return bulk;
    }

    Loading<K, V> loading() {
        return loading;
    }
}
