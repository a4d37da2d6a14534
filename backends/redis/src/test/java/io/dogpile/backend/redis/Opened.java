// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Backends as applications get them. */
final class Opened {

    private Opened() {}

    /** A backend with a client of its own. */
    static Backend<String, byte[]> backend(String namespace, Map<String, String> arguments) {
        Map<String, String> all = new HashMap<>(arguments);
        all.putIfAbsent("timeout", "5s"); // The first class loading on a busy machine takes its time.
        Arguments given = new Arguments("backend 'redis' of region '" + namespace + "'", all);
        return new RedisBackendFactory().create(BackendContext.of(namespace, given, InstantSource.system()));
    }

    static Backend<String, byte[]> backend(String namespace, int port) {
        return backend(namespace, Map.of("url", url(port)));
    }

    static String url(int port) {
        return "redis://127.0.0.1:" + port;
    }
}
