// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hazelcast's jar brings a JCache provider of its own, so that {@code Caching.getCachingProvider()} finds two and throws, where
 * it found one before. Whoever meets that should not have to search.
 *
 * <p>Reads what is registered rather than asking JCache for it: that would make the providers.
 */
final class CachingProviders {

    static final String OURS = "io.dogpile.jcache.DogpileCachingProvider";

    private static final String PROPERTY = "javax.cache.spi.CachingProvider";
    private static final Logger LOG = LoggerFactory.getLogger(HazelcastBackend.class);
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private CachingProviders() {}

    /** Warns if a look-up without a name will fail, the first time that this is asked in this JVM. */
    static void warnOnce(@Nullable ClassLoader loader) {
        ambiguity(loader == null ? ClassLoader.getSystemClassLoader() : loader, System.getProperty(PROPERTY))
                .ifPresent(text -> {
                    if (SAID.compareAndSet(false, true)) {
                        LOG.warn(text);
                    }
                });
    }

    /** What to say about several providers of which none is chosen by the system property. */
    static Optional<String> ambiguity(ClassLoader loader, @Nullable String chosen) {
        Set<String> providers = registered(loader);
        if (chosen != null || providers.size() < 2) {
            return Optional.empty();
        }
        return Optional.of("Several JCache providers are registered, " + providers
                + ": Caching.getCachingProvider() without a name throws \"Multiple CachingProviders have been configured\"."
                + " Name one, Caching.getCachingProvider(\"" + OURS + "\"), or start Java with -D" + PROPERTY + "="
                + OURS);
    }

    private static Set<String> registered(ClassLoader loader) {
        Set<String> names = new TreeSet<>();
        try {
            for (URL file : Collections.list(loader.getResources("META-INF/services/" + PROPERTY))) {
                names.addAll(names(file));
            }
        } catch (IOException e) {
            LOG.debug("cannot read which JCache providers are registered", e);
        }
        return names;
    }

    private static List<String> names(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> names = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String name = line.replaceFirst("#.*", "").strip();
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
            return names;
        }
    }
}
