// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.backend.BackendException;
import io.dogpile.codec.Copies;
import io.dogpile.codec.KeyCodec;
import io.dogpile.config.Option;
import io.dogpile.region.Environment;
import io.dogpile.region.Region;
import io.dogpile.region.RegionBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.cache.CacheManager;

/** What a cache consists of, how it is put together, and how it is taken apart. */
final class CacheParts<K, V> {

    /** How long closing waits for operations that run user code. */
    private static final long CLOSE_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final DogpileCacheManager manager;
    private final Gate gate;
    private final EntryTypes types;
    private final CacheFace<K, V> face;
    private final Customizations<K, V> customizations;
    private final CacheStatistics statistics = new CacheStatistics();
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
            DogpileCacheManager manager,
            String name,
            DogpileConfiguration<K, V> configuration,
            Environment environment) {
        EntryTypes types = new EntryTypes(name, configuration.getKeyType(), configuration.getValueType());
        Customizations<K, V> customizations = Customizations.of(name, types, configuration);
        Runnable release = customizations::close;
        boolean complete = false;
        try {
            CacheParts<K, V> parts = new CacheParts<>(manager, name, types, configuration, customizations, environment);
            release = () -> parts.release(false);
            parts.show(configuration);
            complete = true;
            return parts;
        } finally {
            if (!complete) {
                release.run();
            }
        }
    }

    private CacheParts(
            DogpileCacheManager manager,
            String name,
            EntryTypes types,
            DogpileConfiguration<K, V> configuration,
            Customizations<K, V> customizations,
            Environment environment) {
        this.manager = manager;
        this.gate = new Gate(name);
        this.types = types;
        this.customizations = customizations;
        this.nanos = environment.time().nanos();
        ExpiryRules<K, V> expiry = customizations.expiry();
        WriteThrough<K, V> writer = customizations.writer();
        ClassLoader classLoader = manager.getClassLoader();
        ByValue byValue = new ByValue(name, configuration.isStoreByValue() ? new Copies(classLoader) : null);

        listeners = new CacheListeners<>(name, environment.background());
        events = new RegionEvents<>(listeners, byValue);
        region = region(name, configuration, expiry, environment, classLoader);
        boolean local = region.backend().isLocal();
        engine = new EntryEngine<>(region.slots(), expiry, writer, events, statistics, gate, local);
        reader = new Reader<>(
                region, engine, statistics, types, byValue, customizations.loader(), configuration.isReadThrough());
        processors = new Processors<>(name, types, region.slots(), engine, reader);
        bulk = new BulkWrites<>(region.slots(), engine, writer, gate);
        loading = new Loading<>(name, reader, environment.background());
        alwaysWatched = expiry.movesOnAccess() || region.settings().freshness().earlyRegeneration() > 0;
        face = new CacheFace<>(manager.getURI(), name, configuration, listeners);
    }

    private Region<K, V> region(
            String name,
            DogpileConfiguration<K, V> configuration,
            ExpiryRules<K, V> expiry,
            Environment environment,
            ClassLoader classLoader) {
        RegionBuilder<K, V> builder = Region.<K, V>named(name)
                .options(configuration.options())
                .staleFor(configuration.options().value(Option.STALE_FOR).orElse(Duration.ZERO))
                .copying(configuration.isStoreByValue())
                .lifetimes(expiry)
                .touchable(expiry.movesOnAccess())
                .listener(events)
                .failures(
                        failure -> failure instanceof BackendException ? BackendFailures.told(name, failure) : failure)
                .onEviction(statistics::eviction)
                .environment(environment)
                .clients(manager.clients())
                .types(configuration.getKeyType(), configuration.getValueType())
                .classLoader(classLoader)
                .fixed();
        KeyCodec<? super K> keyCodec = customizations.keyCodec();
        if (keyCodec != null) {
            builder.keyCodec(keyCodec);
        }
        boolean byValue = configuration.isStoreByValue();
        builder.wrap(backend -> byValue || !backend.isLocal() ? new BackendFailures<>(name, backend) : backend);
        return builder.build();
    }

    private void show(DogpileConfiguration<K, V> configuration) {
        configuration.getCacheEntryListenerConfigurations().forEach(listeners::register);
        enableStatistics(configuration.isStatisticsEnabled());
        enableManagement(configuration.isManagementEnabled());
    }

    /**
     * Takes everything apart, after operations that run user code and loads have ended. No listener is called any more once
     * this has returned.
     */
    void close(ManagedCache<K, V> cache, boolean clearing) {
        try {
            region.slots().locks().awaitIdle(CLOSE_PATIENCE_NANOS);
            customizations.finishLoading(CLOSE_PATIENCE_NANOS);
            release(clearing);
        } finally {
            // Not before, so that nobody makes another of the same name while this one is still there.
            manager.forget(cache);
        }
    }

    private void release(boolean clearing) {
        Failures failures = new Failures();
        if (clearing) {
            failures.during(region::clear);
        }
        failures.during(region::close);
        failures.during(listeners::close);
        failures.during(customizations::close);
        failures.during(face::close);
        failures.rethrow();
    }

    /** Whether reading is more than reading: somebody counts, or it moves deadlines. */
    boolean isWatched() {
        return watched;
    }

    void enableStatistics(boolean enabled) {
        face.statistics(enabled, statistics, region::statistics);
        statistics.enable(enabled);
        watched = alwaysWatched || enabled;
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

    Gate gate() {
        return gate;
    }

    EntryTypes types() {
        return types;
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
