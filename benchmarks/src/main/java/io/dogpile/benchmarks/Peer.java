// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.io.File;
import java.net.URI;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/** One contestant: a caching provider, or the raw map that none of them can outrun. */
public enum Peer {
    DOGPILE("dogpile", "io.dogpile.jcache.DogpileCachingProvider"),
    CAFFEINE(
            "Caffeine",
            "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
            "com.github.benmanes.caffeine.cache.Caffeine"),
    CACHE2K("cache2k", "org.cache2k.jcache.provider.JCacheProvider", "org.cache2k.core.HeapCache"),
    EHCACHE("Ehcache", "org.ehcache.jsr107.EhcacheCachingProvider"),
    RI("RI", "org.jsr107.ri.spi.RICachingProvider"),
    MAP("ConcurrentHashMap", "java.util.concurrent.ConcurrentHashMap");

    private final String title;
    private final String provider;
    private final String engine;

    Peer(String title, String provider) {
        this(title, provider, provider);
    }

    Peer(String title, String provider, String engine) {
        this.title = title;
        this.provider = provider;
        this.engine = engine;
    }

    static Peer named(String name) {
        return Arrays.stream(values())
                .filter(peer -> peer.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--peers: no peer is called '" + name + "'; there are "
                        + Arrays.stream(values()).map(Peer::id).collect(Collectors.joining(", "))));
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    /** A new manager under {@code uri}, or the provider's default one for null. */
    CacheManager manager(@Nullable URI uri) {
        return Caching.getCachingProvider(provider).getCacheManager(uri, null, null);
    }

    /** A new configuration of a cache without a bound. */
    <K, V> MutableConfiguration<K, V> configuration() {
        return this == CACHE2K ? UnboundedCache2k.configuration() : new MutableConfiguration<>();
    }

    /** The names of the jars that are measured, which hold their versions. */
    String version() {
        return Stream.of(provider, engine).distinct().map(Peer::jarOf).collect(Collectors.joining(" on "));
    }

    /** The class path with this provider alone, as its users have it: {@code Caching} would load all that it finds. */
    String classPath() {
        Set<String> others = Stream.of(values())
                .filter(peer -> peer != this)
                .map(peer -> jarOf(peer.provider))
                .collect(Collectors.toSet());
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !others.contains(jarName(entry)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String jarOf(String className) {
        try {
            CodeSource source = Class.forName(className, false, Peer.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            return source == null ? "of the JDK" : jarName(source.getLocation().getPath());
        } catch (ClassNotFoundException absent) {
            return "not on the class path";
        }
    }

    private static String jarName(String path) {
        return path.replaceFirst(".*[/\\\\]", "").replaceFirst("\\.jar$", "");
    }
}
