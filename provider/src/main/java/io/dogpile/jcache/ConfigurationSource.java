// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.config.CachesFile;
import io.dogpile.config.ConfigurationException;
import io.dogpile.config.DefaultFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the configuration that a manager's URI stands for.
 *
 * <p>{@code classpath:} and {@code resource:} URIs are looked up by the class loader. A URI with any other scheme that the JDK
 * can open is opened, and it is an error if that fails. A relative URI is a resource of the class path or a file if there is
 * one of that name, and else just a name.
 */
final class ConfigurationSource {

    private static final Set<String> ON_CLASS_PATH = Set.of("classpath", "resource");

    private ConfigurationSource() {}

    /**
     * Reads what the URI stands for.
     *
     * @param isDefault whether the application has not chosen a URI
     * @throws CacheException if there is a configuration and it cannot be used
     */
    static CachesFile read(URI uri, boolean isDefault, ClassLoader classLoader) {
        try {
            if (!isDefault) {
                return open(uri, classLoader);
            }
            Optional<URI> named = DefaultFile.uri();
            return named.isPresent() ? openDefault(named.get(), classLoader) : CachesFile.empty();
        } catch (ConfigurationException e) {
            throw new CacheException(e.getMessage(), e);
        } catch (IOException e) {
            throw new CacheException("cannot read configuration " + uri + ": " + e, e);
        }
    }

    private static CachesFile openDefault(URI uri, ClassLoader classLoader) throws IOException {
        if (uri.getScheme() == null && resource(uri, classLoader) == null && !isFile(uri)) {
            throw new CacheException("system property " + DefaultFile.PROPERTY + " names " + uri
                    + ", and there is neither a resource nor a file of that name");
        }
        return open(uri, classLoader);
    }

    private static CachesFile open(URI uri, ClassLoader classLoader) throws IOException {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        URL url = scheme.isEmpty() || ON_CLASS_PATH.contains(scheme) ? resource(uri, classLoader) : url(uri);
        if (url != null) {
            try (InputStream content = url.openStream()) {
                return CachesFile.read(uri, content);
            }
        }
        if (scheme.isEmpty() && isFile(uri)) {
            try (InputStream content = Files.newInputStream(Path.of(uri.getPath()))) {
                return CachesFile.read(uri, content);
            }
        }
        if (ON_CLASS_PATH.contains(scheme)) {
            throw new CacheException("cannot read configuration " + uri + ": there is no such resource");
        }
        return CachesFile.empty();
    }

    private static @Nullable URL resource(URI uri, ClassLoader classLoader) {
        String path = uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getPath();
        String name = path == null ? "" : path.replaceFirst("^/+", "");
        return name.isEmpty() ? null : classLoader.getResource(name);
    }

    private static boolean isFile(URI uri) {
        return uri.getPath() != null && !uri.getPath().isEmpty() && Files.isRegularFile(Path.of(uri.getPath()));
    }

    /** Null for a URI that is a name, such as a URN: nothing can be opened there. */
    private static @Nullable URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException | IllegalArgumentException e) {
            return null;
        }
    }
}
