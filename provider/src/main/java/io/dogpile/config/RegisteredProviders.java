// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

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
import org.jspecify.annotations.Nullable;

/**
 * The JCache providers that a class path registers. Libraries such as Hazelcast bring one of their own, and then
 * {@code Caching.getCachingProvider()} finds two and throws, where it found one before. Whoever meets that should not have to
 * search.
 *
 * <p>Reads what is registered rather than asking JCache for it: that would make the providers.
 */
public final class RegisteredProviders {

    private RegisteredProviders() {}

    /**
     * What to say about several providers of which none is chosen; nothing if all is well.
     *
     * @param kind the type of providers
     * @param chooser the system property that chooses one
     * @param ours the provider to choose
     */
    public static Optional<String> ambiguity(ClassLoader loader, Class<?> kind, String chooser, Class<?> ours) {
        return ambiguity(loader, kind, chooser, System.getProperty(chooser), ours.getName());
    }

    static Optional<String> ambiguity(
            ClassLoader loader, Class<?> kind, String chooser, @Nullable String chosen, String ours) {
        Set<String> providers = chosen == null ? registered(loader, kind) : Set.of();
        if (providers.size() < 2) {
            return Optional.empty();
        }
        return Optional.of("Several JCache providers are registered, " + providers
                + ": Caching.getCachingProvider() without a name throws \"Multiple CachingProviders have been configured\"."
                + " Name one, Caching.getCachingProvider(\"" + ours + "\"), or start Java with -D" + chooser + "="
                + ours
                + ", which also ends this warning");
    }

    /** Nothing if it cannot be read: this is about a hint. */
    private static Set<String> registered(ClassLoader loader, Class<?> kind) {
        Set<String> names = new TreeSet<>();
        try {
            for (URL file : Collections.list(loader.getResources("META-INF/services/" + kind.getName()))) {
                names.addAll(names(file));
            }
            return names;
        } catch (IOException e) {
            return Set.of();
        }
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
