// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.BackendFactory;
import io.dogpile.backend.ByteBackendFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Kinds of backends that this process has registered in code, for factories that class paths cannot offer as services, such as
 * those that need an object of the application's. They come before services of the same name, for all regions and caches that
 * are made from then on. Thread-safe.
 */
public final class BackendKinds {

    private static final ConcurrentMap<String, Object> REGISTERED = new ConcurrentHashMap<>();

    private BackendKinds() {}

    /** A kind that is registered, until it is closed; closing twice is harmless. Regions that use it go on. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Registers a kind of backends under its name.
     *
     * @throws IllegalStateException if another one is registered under that name
     */
    public static Registration register(BackendFactory factory) {
        return register(factory.name(), factory);
    }

    /** The same for a kind that keeps bytes. */
    public static Registration register(ByteBackendFactory factory) {
        return register(factory.name(), factory);
    }

    private static Registration register(String name, Object factory) {
        Object other = REGISTERED.putIfAbsent(name, factory);
        if (other != null) {
            throw new IllegalStateException("the backend '" + name + "' is registered already, by "
                    + other.getClass().getName());
        }
        return () -> REGISTERED.remove(name, factory);
    }

    static Map<String, Object> registered() {
        return REGISTERED;
    }
}
