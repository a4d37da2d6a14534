// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The managers of a provider, by class loader and URI. A manager lives as long as its class loader: an application that goes
 * without closing anything takes its managers along, with all that they hold. Not thread-safe.
 *
 * <p>A weak map alone would not do: managers hold objects of the application, and so its class loader, which would keep its own
 * entry alive. Therefore it is the class loader that keeps its managers. A class loader keeps the classes that it has defined, a
 * class keeps the {@link ClassValue}s that it was given, and a class that every loader can define without knowing us is the
 * proxy of an interface of the JDK.
 *
 * <p>The provider's own class loader and its parents live as long as the provider in any case. They do not keep managers but the
 * other way round: else a provider that goes with its own class loader would be kept by a parent.
 */
final class ManagersByLoader {

    private final ClassValue<Map<URI, DogpileCacheManager>> keptByClass = new ClassValue<>() {
        @Override
        protected Map<URI, DogpileCacheManager> computeValue(Class<?> type) {
            return new HashMap<>();
        }
    };

    private final Map<ClassLoader, Reference<Map<URI, DogpileCacheManager>>> known = new WeakHashMap<>();
    private final Map<ClassLoader, Map<URI, DogpileCacheManager>> keptHere = new HashMap<>();

    @Nullable
    DogpileCacheManager get(ClassLoader loader, URI uri) {
        Map<URI, DogpileCacheManager> managers = find(loader);
        return managers == null ? null : managers.get(uri);
    }

    void put(DogpileCacheManager manager) {
        ClassLoader loader = manager.getClassLoader();
        Map<URI, DogpileCacheManager> managers = find(loader);
        if (managers == null) {
            Class<?> keeper = keeper(loader);
            managers =
                    keeper == null ? keptHere.computeIfAbsent(loader, key -> new HashMap<>()) : keptByClass.get(keeper);
            known.put(loader, new WeakReference<>(managers));
        }
        managers.put(manager.getURI(), manager);
    }

    /** Forgets a manager; does nothing if another one has its place by now. */
    void remove(DogpileCacheManager manager) {
        ClassLoader loader = manager.getClassLoader();
        Map<URI, DogpileCacheManager> managers = find(loader);
        if (managers != null && managers.remove(manager.getURI(), manager) && managers.isEmpty()) {
            known.remove(loader);
            keptHere.remove(loader);
            Class<?> keeper = keeper(loader);
            if (keeper != null) {
                keptByClass.remove(keeper);
            }
        }
    }

    List<DogpileCacheManager> of(ClassLoader loader) {
        Map<URI, DogpileCacheManager> managers = find(loader);
        return managers == null ? List.of() : List.copyOf(managers.values());
    }

    List<DogpileCacheManager> all() {
        List<DogpileCacheManager> all = new ArrayList<>();
        new ArrayList<>(known.keySet()).forEach(loader -> all.addAll(of(loader)));
        return all;
    }

    private @Nullable Map<URI, DogpileCacheManager> find(ClassLoader loader) {
        Reference<Map<URI, DogpileCacheManager>> reference = known.get(loader);
        return reference == null ? null : reference.get();
    }

    /** A class of the loader's that can keep things for it; null if the managers are better kept here. */
    private static @Nullable Class<?> keeper(ClassLoader loader) {
        for (ClassLoader own = ManagersByLoader.class.getClassLoader(); own != null; own = own.getParent()) {
            if (own.equals(loader)) {
                return null;
            }
        }
        try {
            Class<?>[] interfaces = {Runnable.class};
            return Proxy.newProxyInstance(loader, interfaces, (proxy, method, arguments) -> null)
                    .getClass();
        } catch (IllegalArgumentException | LinkageError e) {
            // One that cannot see the JDK, or a runtime that makes no classes.
            return null;
        }
    }
}
