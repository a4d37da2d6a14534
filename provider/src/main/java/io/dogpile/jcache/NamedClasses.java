// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.config.Option;
import io.dogpile.config.Options;
import io.dogpile.config.Origin;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a configuration file names.
 *
 * @param cache for messages
 * @param options where the names stand
 * @param classLoader finds the classes
 */
record NamedClasses(String cache, Options options, ClassLoader classLoader) {

    /**
     * The class that the option names; that of all objects if it is not set.
     *
     * @throws CacheException if it cannot be loaded
     */
    Class<?> type(Option<String> option) {
        return options.value(option).<Class<?>>map(name -> load(option, name)).orElse(Object.class);
    }

    /**
     * Makes instances of the class that the option names, which must be set.
     *
     * @throws CacheException if it cannot be loaded or is no {@code wanted}
     */
    <T> Factory<T> instances(Option<String> option, Class<T> wanted) {
        Class<?> type = type(option);
        if (!wanted.isAssignableFrom(type)) {
            throw refused(option, type.getName(), "which is no " + wanted.getName(), null);
        }
        return () -> {
            try {
                return wanted.cast(type.getConstructor().newInstance());
            } catch (ReflectiveOperationException e) {
                throw refused(
                        option,
                        type.getName(),
                        "which needs a public constructor without parameters that works: " + e,
                        e);
            }
        };
    }

    private Class<?> load(Option<String> option, String name) {
        try {
            return Class.forName(name, false, classLoader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw refused(option, name, "which cannot be loaded: " + e, e);
        }
    }

    private CacheException refused(Option<String> option, String name, String reason, @Nullable Throwable cause) {
        String where = options.origin(option).map(Origin::toString).orElse(option.name());
        return new CacheException("cache '" + cache + "': " + where + " names class '" + name + "', " + reason, cause);
    }
}
