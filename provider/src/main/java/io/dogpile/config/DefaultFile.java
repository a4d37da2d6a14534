// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The configuration file of managers whose application has not chosen one. */
public final class DefaultFile {

    /** The system property that names it: a path, a resource of the class path, or a URI. */
    public static final String PROPERTY = "io.dogpile.config";

    private DefaultFile() {}

    /**
     * The URI of the file, if one is named.
     *
     * @throws ConfigurationException if the property is not a URI
     */
    public static Optional<URI> uri() {
        String named = System.getProperty(PROPERTY);
        if (named == null || named.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(named.strip()));
        } catch (URISyntaxException e) {
            throw new ConfigurationException("system property " + PROPERTY + " is no URI: " + e.getMessage());
        }
    }
}
