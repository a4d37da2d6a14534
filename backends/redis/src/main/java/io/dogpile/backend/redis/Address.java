// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

/** Where a server listens. */
record Address(String host, int port) {

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
