// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import org.jspecify.annotations.Nullable;

/**
 * Who one is to a server.
 *
 * @param username of an access control list; null for the default user
 * @param password null if the server asks for none
 */
record Credentials(@Nullable String username, @Nullable Secret password) {

    static final Credentials NONE = new Credentials(null, null);

    Credentials {
        if (username != null && password == null) {
            throw new IllegalArgumentException("a user name needs a password");
        }
    }
}
