// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.region.Stage;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applications come and go, each with a class loader, and nothing of ours may keep them. */
class ClassLoadersTest {

    private final Caches caches = new Caches();

    @AfterEach
    void close() {
        caches.close();
    }

    /** An application as a server has it: classes of its own, and the provider above them. */
    private static URLClassLoader application() {
        ClassLoader parent = ClassLoadersTest.class.getClassLoader();
        return new Isolated(parent, name -> name.startsWith(Note.class.getName()));
    }

    /** An application that brings the provider along. */
    private static URLClassLoader applicationWithProvider() {
        ClassLoader parent = ClassLoadersTest.class.getClassLoader();
        return new Isolated(parent, name -> name.startsWith("io.dogpile."));
    }

    private interface Own {
        boolean includes(String className);
    }

    /** Defines some classes anew, although its parent knows them too. */
    private static final class Isolated extends URLClassLoader {

        private final Own own;

        Isolated(ClassLoader parent, Own own) {
            super(roots(), parent);
            this.own = own;
        }

        private static URL[] roots() {
            return new URL[] {
                Note.class.getProtectionDomain().getCodeSource().getLocation(),
                RegionCache.class.getProtectionDomain().getCodeSource().getLocation()
            };
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!own.includes(name)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    @Test
    void a_value_is_copied_into_the_class_of_the_managers_class_loader() throws Exception {
        try (URLClassLoader application = application()) {
            Object value = note(application);
            CacheManager manager = caches.provider.getCacheManager(URI.create("app"), application);
            Cache<String, Object> cache = manager.createCache("c", DogpileConfiguration.untyped());
            cache.put("k", value);

            assertThat(cache.get("k")).isNotSameAs(value).isExactlyInstanceOf(value.getClass());
            assertThat(cache.get("k").getClass().getClassLoader()).isSameAs(application);
        }
    }

    @Test
    void a_value_of_a_class_that_the_managers_class_loader_does_not_know_keeps_its_class() throws Exception {
        try (URLClassLoader application = application();
                URLClassLoader bare = new URLClassLoader(new URL[0], null)) {
            Object value = note(application);
            Cache<String, Object> cache = caches.provider
                    .getCacheManager(URI.create("app"), bare)
                    .createCache("c", DogpileConfiguration.untyped());
            cache.put("k", value);

            assertThat(cache.get("k")).isNotSameAs(value).isExactlyInstanceOf(value.getClass());
        }
    }

    private static Object note(ClassLoader application) throws ReflectiveOperationException {
        return application.loadClass(Note.class.getName()).getConstructor().newInstance();
    }

    @Test
    void a_manager_is_kept_as_long_as_its_class_loader() throws IOException {
        try (URLClassLoader application = application()) {
            Reference<CacheManager> manager =
                    new WeakReference<>(caches.provider.getCacheManager(URI.create("app"), application));
            int identity = System.identityHashCode(manager.get());
            collect();

            assertThat(System.identityHashCode(caches.provider.getCacheManager(URI.create("app"), application)))
                    .isEqualTo(identity);
        }
    }

    @Test
    void an_application_that_closes_nothing_is_collected_with_its_managers() {
        List<Reference<?>> gone = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            gone.addAll(use(i));
        }
        awaitCollected(gone);
        caches.provider.close();
    }

    private List<Reference<?>> use(int round) {
        try (URLClassLoader application = application()) {
            Object value = note(application);
            CacheManager manager = caches.provider.getCacheManager(URI.create("app"), application);
            Cache<Object, Object> cache = manager.createCache(
                    "c" + round, DogpileConfiguration.untyped().storeByValue(false));
            cache.put(value, value);
            cache.put(value.getClass(), application);
            return List.of(new WeakReference<>(application), new WeakReference<>(manager));
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_provider_in_an_application_is_collected_with_it_when_it_was_closed() {
        List<Reference<?>> gone = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            gone.add(cycle(true));
        }
        awaitCollected(gone);
    }

    @Test
    void a_provider_in_an_application_is_collected_with_it_even_if_it_was_not_closed() {
        List<Reference<?>> gone = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            gone.add(cycle(false));
        }
        awaitCollected(gone);
    }

    /** A life of an application: everything that is ours is loaded by its class loader. */
    private static Reference<?> cycle(boolean closing) {
        try (URLClassLoader application = applicationWithProvider()) {
            Runnable life = (Runnable) application
                    .loadClass(Life.class.getName())
                    .getConstructor(boolean.class)
                    .newInstance(closing);
            life.run();
            return new WeakReference<>(application);
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(e instanceof InvocationTargetException invoked ? invoked.getCause() : e);
        }
    }

    /** What an application does with caches; public, because it is called across class loaders. */
    public static final class Life implements Runnable {

        private final boolean closing;

        public Life(boolean closing) {
            this.closing = closing;
        }

        @Override
        public void run() {
            CachingProvider provider = new DogpileCachingProvider();
            CacheManager manager = provider.getCacheManager(URI.create("app"), Life.class.getClassLoader());
            use(manager.createCache(
                    "c", DogpileConfiguration.<String, Object>untyped().storeByValue(false)));
            // A class loader that lives on.
            CacheManager above = provider.getCacheManager(URI.create("app"), ClassLoader.getSystemClassLoader());
            use(above.createCache(
                    "c", DogpileConfiguration.<String, Object>untyped().storeByValue(false)));
            if (closing) {
                provider.close();
            }
        }

        private static void use(Cache<String, Object> cache) {
            cache.put("k", new Note());
            cache.invoke("k", (entry, arguments) -> entry.getValue());
            cache.iterator().next();
        }
    }

    private static void awaitCollected(List<Reference<?>> references) {
        for (int i = 0; i < 50 && references.stream().anyMatch(reference -> reference.get() != null); i++) {
            collect();
        }
        assertThat(references)
                .allSatisfy(reference -> assertThat((Object) reference.get()).isNull());
    }

    /** Returns after a collection has been done. */
    private static void collect() {
        Reference<Object> witness = new WeakReference<>(new Object());
        System.gc();
        Stage.until(() -> witness.get() == null);
    }
}
