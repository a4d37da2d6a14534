// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

import static io.dogpile.backend.testkit.server.ReplyFraming.INCOMPLETE;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A position among replies. Each method skips something and returns where it ended, or that it is not all there. */
final class ReplyCursor {

    private final byte[] bytes;
    private int position;

    ReplyCursor(byte[] bytes) {
        this.bytes = bytes;
    }

    int skipRedis() {
        String line = line();
        if (line == null) {
            return INCOMPLETE;
        }
        return switch (line.charAt(0)) {
            case '$', '!', '=' -> skip(number(line, 0, 1) + 2);
            case '*', '~', '>' -> skipRedis(number(line, 0, 1));
            case '%' -> skipRedis(2 * number(line, 0, 1));
            case '|' -> skipRedis(2 * number(line, 0, 1) + 1);
            default -> position;
        };
    }

    private int skipRedis(int elements) {
        int end = position;
        for (int i = 0; i < elements && end != INCOMPLETE; i++) {
            end = skipRedis();
        }
        return end;
    }

    int skipMemcached() {
        String line = line();
        while (line != null && line.startsWith("VALUE ")) {
            line = skip(number(line, 3, 0) + 2) == INCOMPLETE ? null : line();
        }
        if (line == null) {
            return INCOMPLETE;
        }
        return line.startsWith("VA ") ? skip(number(line, 1, 0) + 2) : position;
    }

    /** Skips so many bytes; nothing if there are none, as after the length of what is absent. */
    private int skip(int count) {
        position += count > 1 ? count : 0;
        return position <= bytes.length ? position : INCOMPLETE;
    }

    private static int number(String line, int word, int from) {
        return Integer.parseInt(line.split(" ", -1)[word].substring(from));
    }

    /** The line at the position, without its end; null if its end is not there. */
    private @Nullable String line() {
        for (int i = position; i < bytes.length - 1; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                String line = new String(bytes, position, i - position, StandardCharsets.ISO_8859_1);
                position = i + 2;
                return line.isEmpty() ? " " : line;
            }
        }
        return null;
    }
}
