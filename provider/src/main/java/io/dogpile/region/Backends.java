// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.BackendFactory;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Finds kinds of backends by name, among those that the class path offers. */
final class Backends {

    private Backends() {}

    /**
     * The kind of that name; the class loader's own are asked before those that come with this library.
     *
     * @throws IllegalArgumentException if there is none
     */
    static BackendFactory named(String name, ClassLoader classLoader, String region) {
        Map<String, BackendFactory> known = new TreeMap<>();
        for (ClassLoader loader : new ClassLoader[] {classLoader, Backends.class.getClassLoader()}) {
            for (BackendFactory factory : ServiceLoader.load(BackendFactory.class, loader)) {
                known.putIfAbsent(factory.name(), factory);
            }
        }
        BackendFactory factory = known.get(name);
        if (factory == null) {
            throw new IllegalArgumentException("region '" + region + "': there is no backend '" + name
                    + "' on the class path; there are " + known.keySet()
                    + ". A backend 'x' comes with the artifact io.dogpile:dogpile-backend-x");
        }
        return factory;
    }
}
