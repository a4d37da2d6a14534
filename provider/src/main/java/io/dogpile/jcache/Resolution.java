// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.config.CachesFile;
import io.dogpile.config.Option;
import io.dogpile.config.Options;
import java.util.Optional;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/**
 * Brings together what a program and a configuration file say about a cache.
 *
 * <p>What the file says about the cache by its name counts for most; then what the program says; then what the file says about
 * all caches. Since a standard configuration does not tell what was set from what is a default, the file's say about all caches
 * takes the place of defaults.
 */
final class Resolution {

    private Resolution() {}

    static <K, V> DogpileConfiguration<K, V> of(
            String cache, DogpileConfiguration<K, V> program, CachesFile file, ClassLoader classLoader) {
        Options named = file.options(cache);
        Options all = file.defaults();
        DogpileConfiguration<K, V> resolved = program;

        resolved = resolved.storeByValue(named.value(Option.STORE_BY_VALUE)
                .orElseGet(() -> program.isStoreByValue() && all.value(Option.STORE_BY_VALUE).orElse(true)));
        resolved = resolved.statistics(flag(Option.STATISTICS, named, program.isStatisticsEnabled(), all));
        resolved = resolved.management(flag(Option.MANAGEMENT, named, program.isManagementEnabled(), all));
        resolved = resolved.readThrough(flag(Option.READ_THROUGH, named, program.isReadThrough(), all));
        resolved = resolved.writeThrough(flag(Option.WRITE_THROUGH, named, program.isWriteThrough(), all));
        resolved = types(cache, resolved, named.over(all), classLoader);
        resolved = customizations(cache, resolved, named, all, classLoader);
        return expiry(resolved, named, all).options(named.over(program.options()).over(all));
    }

    private static boolean flag(Option<Boolean> option, Options named, boolean program, Options all) {
        return named.value(option).orElseGet(() -> program || all.value(option).orElse(false));
    }

    private static <K, V> DogpileConfiguration<K, V> expiry(
            DogpileConfiguration<K, V> program, Options named, Options all) {
        boolean unset = program.getExpiryPolicyFactory().equals(EternalExpiryPolicy.factoryOf());
        return named.value(Option.EXPIRY)
                .or(() -> unset ? all.value(Option.EXPIRY) : Optional.empty())
                .map(program::expiry)
                .orElse(program);
    }

    @SuppressWarnings("unchecked") // Whoever names a class in a file says that it is for this cache's keys and values.
    private static <K, V> DogpileConfiguration<K, V> types(
            String cache, DogpileConfiguration<K, V> program, Options file, ClassLoader classLoader) {
        boolean untyped = program.getKeyType() == Object.class && program.getValueType() == Object.class;
        if (!untyped) {
            return program;
        }
        Class<?> keyType = file.value(Option.KEY_TYPE)
                .<Class<?>>map(name -> load(cache, Option.KEY_TYPE, name, classLoader))
                .orElse(Object.class);
        Class<?> valueType = file.value(Option.VALUE_TYPE)
                .<Class<?>>map(name -> load(cache, Option.VALUE_TYPE, name, classLoader))
                .orElse(Object.class);
        return program.types((Class<K>) keyType, (Class<V>) valueType);
    }

    @SuppressWarnings("unchecked") // As above.
    private static <K, V> DogpileConfiguration<K, V> customizations(
            String cache, DogpileConfiguration<K, V> program, Options named, Options all, ClassLoader classLoader) {
        DogpileConfiguration<K, V> resolved = program;
        Optional<String> loader = named.value(Option.LOADER)
                .or(() -> program.getCacheLoaderFactory() == null ? all.value(Option.LOADER) : Optional.empty());
        if (loader.isPresent()) {
            Class<?> type = load(cache, Option.LOADER, loader.get(), classLoader);
            Factory<?> factory = instances(cache, Option.LOADER, type, CacheLoader.class);
            resolved = resolved.loader((Factory<CacheLoader<K, V>>) (Factory<?>) factory);
        }
        Optional<String> writer = named.value(Option.WRITER)
                .or(() -> program.getCacheWriterFactory() == null ? all.value(Option.WRITER) : Optional.empty());
        if (writer.isPresent()) {
            Class<?> type = load(cache, Option.WRITER, writer.get(), classLoader);
            Factory<?> factory = instances(cache, Option.WRITER, type, CacheWriter.class);
            resolved = resolved.writer((Factory<CacheWriter<K, V>>) factory);
        }
        return resolved;
    }

    private static <T> Factory<T> instances(String cache, Option<String> option, Class<?> type, Class<T> wanted) {
        if (!wanted.isAssignableFrom(type)) {
            throw new CacheException("cache '" + cache + "': " + option.name() + " names class '" + type.getName()
                    + "', which is not a " + wanted.getSimpleName());
        }
        return () -> {
            try {
                return wanted.cast(type.getConstructor().newInstance());
            } catch (ReflectiveOperationException e) {
                throw new CacheException("cache '" + cache + "': " + option.name() + " names class '" + type.getName()
                        + "', which needs a public constructor without parameters that works: " + e, e);
            }
        };
    }

    private static Class<?> load(String cache, Option<String> option, String name, ClassLoader classLoader) {
        try {
            return Class.forName(name, false, classLoader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new CacheException(
                    "cache '" + cache + "': " + option.name() + " names class '" + name + "', which cannot be loaded: " + e,
                    e);
        }
    }
}
