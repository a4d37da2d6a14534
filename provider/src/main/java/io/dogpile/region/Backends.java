// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.BackendFactory;
import io.dogpile.backend.ByteBackendFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/** Finds kinds of backends by name, among those that were registered and those that the class path offers. */
final class Backends {

    private static final int MOST_BROKEN = 100;

    private final Map<String, Kind> known = new TreeMap<>();
    private final List<Error> broken = new ArrayList<>();

    /**
     * A kind of backend.
     *
     * @param factory a {@link BackendFactory} or a {@link ByteBackendFactory}
     */
    record Kind(String name, Object factory) {}

    private Backends(ClassLoader classLoader) {
        BackendKinds.registered().forEach((name, factory) -> known.put(name, new Kind(name, factory)));
        for (ClassLoader loader : new ClassLoader[] {classLoader, Backends.class.getClassLoader()}) {
            collect(BackendFactory.class, BackendFactory::name, loader);
            collect(ByteBackendFactory.class, ByteBackendFactory::name, loader);
        }
    }

    /**
     * The kind of that name: one that was registered, else the class loader's own, else one that comes with this library.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Kind named(String name, ClassLoader classLoader, String region) {
        Backends backends = new Backends(classLoader);
        Kind kind = backends.known.get(name);
        if (kind == null) {
            IllegalArgumentException unknown = new IllegalArgumentException("region '" + region
                    + "': there is no backend '" + name + "' on the class path; there are " + backends.known.keySet()
                    + ". A backend 'x' comes with the artifact io.dogpile:dogpile-backend-x");
            backends.broken.forEach(unknown::addSuppressed);
            throw unknown;
        }
        return kind;
    }

    /** One that cannot be loaded does not matter, unless it is the one that is wanted. */
    private <F> void collect(Class<F> type, Function<F, String> nameOf, ClassLoader loader) {
        Iterator<F> factories = ServiceLoader.load(type, loader).iterator();
        while (broken.size() < MOST_BROKEN) {
            try {
                if (!factories.hasNext()) {
                    return;
                }
                F factory = factories.next();
                String name = nameOf.apply(factory);
                known.putIfAbsent(name, new Kind(name, factory));
            } catch (ServiceConfigurationError | LinkageError e) {
                // Made for another copy of this library, as servers with several class loaders see it, or without its
                // client.
                broken.add(e);
            }
        }
    }
}
