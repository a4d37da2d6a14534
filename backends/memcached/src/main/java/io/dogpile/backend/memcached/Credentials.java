// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.Arguments;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who this process is to the servers. The password is never printed. Immutable. */
final class Credentials {

    /** Of no region's items: those have a namespace in front. */
    private static final String ITEM = "~login";

    private final String username;
    private final String password;

    private Credentials(String username, String password) {
        this.username = username;
        this.password = password;
    }

    /** What is told in the arguments {@code username} and {@code password}; null if nothing is. */
    static @Nullable Credentials from(Arguments arguments) {
        Optional<String> username = arguments.text("username");
        Optional<String> password = arguments.text("password");
        if (username.isEmpty() && password.isEmpty()) {
            return null;
        }
        return new Credentials(word("username", username, arguments), word("password", password, arguments));
    }

    /** The server takes the two words apart where the space is. */
    private static String word(String name, Optional<String> given, Arguments arguments) {
        String word = given.orElseThrow(
                () -> arguments.refused("'username' and 'password' need each other, and '" + name + "' is missing"));
        if (word.isEmpty() || word.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw arguments.refused("argument '" + name + "' must be neither empty nor contain spaces or line ends");
        }
        return word;
    }

    /**
     * The command by which a connection is opened to servers with {@code -Y}. To others it is an item to store, which is past its
     * time when it is stored.
     */
    byte[] command() {
        byte[] words = (username + " " + password).getBytes(StandardCharsets.UTF_8);
        byte[] head = Dialect.ascii("set " + ITEM + " 0 -1 " + words.length + "\r\n");
        byte[] command = new byte[head.length + words.length + 2];
        System.arraycopy(head, 0, command, 0, head.length);
        System.arraycopy(words, 0, command, head.length, words.length);
        command[command.length - 2] = '\r';
        command[command.length - 1] = '\n';
        return command;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Credentials credentials
                && credentials.username.equals(username)
                && credentials.password.equals(password);
    }

    @Override
    public int hashCode() {
        return Objects.hash(username, password);
    }

    @Override
    public String toString() {
        return "user " + username;
    }
}
