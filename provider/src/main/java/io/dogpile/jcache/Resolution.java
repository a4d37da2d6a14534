// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.config.CachesFile;
import io.dogpile.config.Option;
import io.dogpile.config.Options;
import java.util.Optional;
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
        // A codec of the program is nothing that a standard configuration has, so that there is no doubt who set it.
        Options all = program.getKeyCodecFactory() == null
                ? file.defaults()
                : file.defaults().without(Option.KEY_CODEC);
        DogpileConfiguration<K, V> resolved = program;

        resolved = resolved.storeByValue(named.value(Option.STORE_BY_VALUE)
                .orElseGet(() -> program.isStoreByValue()
                        && all.value(Option.STORE_BY_VALUE).orElse(true)));
        resolved = resolved.statistics(flag(Option.STATISTICS, named, program.isStatisticsEnabled(), all));
        resolved = resolved.management(flag(Option.MANAGEMENT, named, program.isManagementEnabled(), all));
        resolved = resolved.readThrough(flag(Option.READ_THROUGH, named, program.isReadThrough(), all));
        resolved = resolved.writeThrough(flag(Option.WRITE_THROUGH, named, program.isWriteThrough(), all));
        resolved = types(cache, resolved, named.over(all), classLoader);
        resolved = customizations(cache, resolved, named, all, classLoader);
        return expiry(resolved, named, all)
                .options(named.over(program.options()).over(all));
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
        if (program.getKeyType() != Object.class || program.getValueType() != Object.class) {
            return program;
        }
        NamedClasses classes = new NamedClasses(cache, file, classLoader);
        return program.types((Class<K>) classes.type(Option.KEY_TYPE), (Class<V>) classes.type(Option.VALUE_TYPE));
    }

    @SuppressWarnings("unchecked") // As above.
    private static <K, V> DogpileConfiguration<K, V> customizations(
            String cache, DogpileConfiguration<K, V> program, Options named, Options all, ClassLoader classLoader) {
        DogpileConfiguration<K, V> resolved = program;
        Options ofLoader = program.getCacheLoaderFactory() == null ? named.over(all) : named;
        if (ofLoader.value(Option.LOADER).isPresent()) {
            NamedClasses classes = new NamedClasses(cache, ofLoader, classLoader);
            Factory<?> factory = classes.instances(Option.LOADER, CacheLoader.class);
            resolved = resolved.loader((Factory<CacheLoader<K, V>>) factory);
        }
        Options ofWriter = program.getCacheWriterFactory() == null ? named.over(all) : named;
        if (ofWriter.value(Option.WRITER).isPresent()) {
            NamedClasses classes = new NamedClasses(cache, ofWriter, classLoader);
            Factory<?> factory = classes.instances(Option.WRITER, CacheWriter.class);
            resolved = resolved.writer((Factory<CacheWriter<K, V>>) factory);
        }
        return resolved;
    }
}
