// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** Values as a driver gets them: 16 bytes with a stamp, and then some. */
final class Sample {

    private Sample() {}

    static Stored<byte[]> eternal(String text) {
        return until(Terms.FOREVER, text);
    }

    static Stored<byte[]> until(long keptUntil, String text) {
        byte[] tail = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(16 + tail.length)
                .putLong(0xd09e_0100_0000_0000L)
                .putLong(ThreadLocalRandom.current().nextLong())
                .put(tail)
                .array();
        return new Stored<>(bytes, new Terms(0, keptUntil, 0, 0, 1), 0);
    }

    static String text(Stored<byte[]> stored) {
        byte[] bytes = Objects.requireNonNull(
                Objects.requireNonNull(stored, "nothing stored").value());
        return new String(bytes, 16, bytes.length - 16, StandardCharsets.UTF_8);
    }
}
