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
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
        if (uri.getScheme() == null && resource(uri, classLoader) == null && file(uri) == null) {
            throw new CacheException("system property " + DefaultFile.PROPERTY + " names " + uri
                    + ", and there is neither a resource nor a file of that name");
        }
        return open(uri, classLoader);
    }

    private static CachesFile open(URI uri, ClassLoader classLoader) throws IOException {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (ON_CLASS_PATH.contains(scheme)) {
            URL url = resource(uri, classLoader);
            if (url == null) {
                throw new CacheException("cannot read configuration " + uri + ": there is no such resource");
            }
            return read(uri, url);
        }
        if (scheme.isEmpty()) {
            return openRelative(uri, classLoader);
        }
        URL url = url(uri);
        if (url == null) {
            return CachesFile.empty();
        }
        if (isDirectory(url, "", classLoader)) {
            throw new CacheException("cannot read configuration " + uri + ": it is a directory");
        }
        return read(uri, url);
    }

    private static CachesFile openRelative(URI uri, ClassLoader classLoader) throws IOException {
        URL url = resource(uri, classLoader);
        if (url != null) {
            return read(uri, url);
        }
        Path file = file(uri);
        if (file == null) {
            return CachesFile.empty();
        }
        try (InputStream content = Files.newInputStream(file)) {
            return CachesFile.read(uri, content);
        }
    }

    private static CachesFile read(URI uri, URL url) throws IOException {
        URLConnection connection = url.openConnection();
        // A jar that is kept open could not be replaced, and keeps its class loader.
        connection.setUseCaches(false);
        try (InputStream content = connection.getInputStream()) {
            return CachesFile.read(uri, content);
        }
    }

    /** The resource of that name; a package may well be called what a manager is called, and is none. */
    private static @Nullable URL resource(URI uri, ClassLoader classLoader) {
        String path = uri.getScheme() == null ? uri.getPath() : uri.getSchemeSpecificPart();
        String name = path == null ? "" : path.replaceFirst("^/+", "");
        URL url = name.isEmpty() ? null : classLoader.getResource(name);
        return url == null || isDirectory(url, name, classLoader) ? null : url;
    }

    /** @param name of the resource, if it is one */
    private static boolean isDirectory(URL url, String name, ClassLoader classLoader) {
        if (!"file".equalsIgnoreCase(url.getProtocol())) {
            return !name.isEmpty() && classLoader.getResource(name + "/") != null;
        }
        try {
            return Files.isDirectory(Path.of(url.toURI()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable Path file(URI uri) {
        try {
            String path = uri.getPath();
            Path file = path == null || path.isEmpty() ? null : Path.of(path);
            return file != null && Files.isRegularFile(file) ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
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
