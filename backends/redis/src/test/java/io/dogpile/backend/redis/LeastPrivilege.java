// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.server.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server with a user who may do what the documentation says one needs, and nothing else. */
final class LeastPrivilege {

    static final String PASSWORD = "canary-Pa55!";

    private static final List<String> ALWAYS = List.of(
            "resetchannels",
            "-@all",
            "+hello",
            "+ping",
            "+get",
            "+mget",
            "+set",
            "+unlink",
            "+scan",
            "+time",
            "+client|tracking",
            "+getrange",
            "+exists");

    private LeastPrivilege() {}

    static ServerProcess start(String keys, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--user", "app", "on", ">" + PASSWORD, "~" + keys));
        arguments.addAll(ALWAYS);
        arguments.addAll(List.of(more));
        return RedisServers.standalone(arguments.toArray(String[]::new));
    }

    static Backend<String, byte[]> open(String namespace, int port) {
        return Opened.backend(namespace, Map.of("url", Opened.url(port), "username", "app", "password", PASSWORD));
    }
}
