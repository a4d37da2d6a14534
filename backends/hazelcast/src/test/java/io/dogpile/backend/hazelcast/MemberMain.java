// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import io.dogpile.backend.Backend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A member in a JVM of its own: says {@code ready}, and ends with its input. */
final class MemberMain {

    private MemberMain() {}

    /** Takes arguments of the backend, as {@code name=value}. */
    public static void main(String[] args) throws IOException {
        Map<String, String> arguments = new HashMap<>();
        for (String argument : args) {
            arguments.put(argument.split("=", 2)[0], argument.split("=", 2)[1]);
        }
        try (Backend<String, byte[]> backend = new Process().open("books", arguments);
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Clients.insist(() -> backend.get("key"));
            System.out.println("ready");
            input.readLine();
        }
    }
}
