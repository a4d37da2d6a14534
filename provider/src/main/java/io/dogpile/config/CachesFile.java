// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.io.InputStream;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A configuration file: what it says about caches by name, and about those it does not name. Immutable.
 *
 * <p>The content decides the format. Today that is {@link java.util.Properties properties} in UTF-8:
 *
 * <pre>
 * cache.default.arguments.maximum-size = 10000
 * cache.books.backend = redis
 * cache.books.arguments.url = ${env:REDIS_URL:redis://127.0.0.1:6379}
 * cache.books.expiry = created 10m
 * </pre>
 *
 * <p>{@code cache.default.*} is for every cache, unless its own options say otherwise. Names of caches may contain
 * dots. In values, <code>${name}</code> stands for a system property and <code>${env:NAME}</code> for an environment
 * variable, both perhaps with a default as in <code>${name:default}</code>; <code>$${</code> stands for
 * <code>${</code>. White space around a value is not part of it. Nothing unknown is ignored: each refusal says in which
 * file and line, and what is allowed.
 */
public final class CachesFile {

    private static final String DEFAULT = "default";
    private static final CachesFile EMPTY = new CachesFile(Map.of());

    private final Map<String, Options> options;

    private CachesFile(Map<String, Options> options) {
        this.options = options;
    }

    /** The file that says nothing: what a manager without a file has. */
    public static CachesFile empty() {
        return EMPTY;
    }

    /**
     * Reads a file's content; the stream is read to its end and not closed.
     *
     * @param uri where the content comes from, for messages; nothing is opened
     * @throws ConfigurationException if the content cannot be read or is refused
     */
    public static CachesFile read(URI uri, InputStream content) {
        return read(uri, FileContent.bytes(shown(uri), content));
    }

    /**
     * Reads a file's content.
     *
     * @param uri where the content comes from, for messages; nothing is opened
     * @throws ConfigurationException if the content is refused
     */
    public static CachesFile read(URI uri, byte[] content) {
        return read(uri, content, Placeholders.system());
    }

    static CachesFile read(URI uri, byte[] content, Placeholders placeholders) {
        String file = shown(uri);
        Map<String, Options> options = new LinkedHashMap<>();
        for (Property property : PropertiesText.read(file, FileContent.text(file, content))) {
            CacheKey key = CacheKey.of(property.origin());
            Options before = options.getOrDefault(key.cache(), Options.none());
            options.put(key.cache(), with(before, key, property, placeholders));
        }
        return new CachesFile(options);
    }

    /** What holds for every cache whose own options do not say otherwise: {@code cache.default.*}. */
    public Options defaults() {
        return options.getOrDefault(DEFAULT, Options.none());
    }

    /** The caches that the file names, in its order; without the template. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(options.keySet());
        names.remove(DEFAULT);
        return Collections.unmodifiableSet(names);
    }

    /** What the file says about that cache in particular, without {@link #defaults}; empty if it does not name it. */
    public Options options(String name) {
        return name.equals(DEFAULT) ? Options.none() : options.getOrDefault(name, Options.none());
    }

    private static Options with(Options options, CacheKey key, Property property, Placeholders placeholders) {
        Origin origin = property.origin();
        return options.withText(key.option(), placeholders.expand(property.value(), origin), property.value(), origin);
    }

    /** The path of a file; anything else as it is, but without what may be a secret. */
    private static String shown(URI uri) {
        if ("file".equalsIgnoreCase(uri.getScheme()) && uri.getPath() != null) {
            return uri.getPath();
        }
        return Secrets.withoutUserInformation(uri.toString()).replaceFirst("\\?.*", "");
    }
}
