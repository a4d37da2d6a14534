// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.BackendFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Finds kinds of backends by name, among those that the class path offers. */
final class Backends {

    private static final int MOST_BROKEN = 100;

    private Backends() {}

    /**
     * The kind of that name; the class loader's own are asked before those that come with this library.
     *
     * @throws IllegalArgumentException if there is none
     */
    static BackendFactory named(String name, ClassLoader classLoader, String region) {
        Map<String, BackendFactory> known = new TreeMap<>();
        List<ServiceConfigurationError> broken = new ArrayList<>();
        for (ClassLoader loader : new ClassLoader[] {classLoader, Backends.class.getClassLoader()}) {
            collect(loader, known, broken);
        }
        BackendFactory factory = known.get(name);
        if (factory == null) {
            IllegalArgumentException unknown = new IllegalArgumentException("region '" + region
                    + "': there is no backend '" + name + "' on the class path; there are " + known.keySet()
                    + ". A backend 'x' comes with the artifact io.dogpile:dogpile-backend-x");
            broken.forEach(unknown::addSuppressed);
            throw unknown;
        }
        return factory;
    }

    /** One that cannot be loaded does not matter, unless it is the one that is wanted. */
    private static void collect(
            ClassLoader loader, Map<String, BackendFactory> known, List<ServiceConfigurationError> broken) {
        Iterator<BackendFactory> factories =
                ServiceLoader.load(BackendFactory.class, loader).iterator();
        while (broken.size() < MOST_BROKEN) {
            try {
                if (!factories.hasNext()) {
                    return;
                }
                BackendFactory factory = factories.next();
                known.putIfAbsent(factory.name(), factory);
            } catch (ServiceConfigurationError e) {
                // Made for another copy of this library, most often: servers have class loaders that see two.
                broken.add(e);
            }
        }
    }
}
