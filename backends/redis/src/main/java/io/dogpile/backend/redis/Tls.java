// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.lettuce.core.SslOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to know the server, and be known to it, over TLS. The server's certificate and host name are always verified.
 *
 * @param authorities PEM file of the certificates to trust; null for the JVM's own
 * @param certificate PEM file of the client's certificate; null if servers ask for none
 * @param key PEM file (PKCS #8) of the client's private key; null if there is no certificate
 * @param keyPassword of the private key; null if it has none
 */
record Tls(
        @Nullable Path authorities,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Secret keyPassword) {

    SslOptions options() {
        SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
        if (authorities != null) {
            options.trustManager(authorities.toFile());
        }
        if (certificate != null && key != null) {
            options.keyManager(
                    certificate.toFile(), key.toFile(), keyPassword == null ? new char[0] : keyPassword.reveal());
        }
        return options.build();
    }
}
