// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.SharedClients;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/** Backends as a cache manager makes them, and values that tell what they belong to. */
final class Opened {

    final SharedClients clients = new SharedClients();
    final AtomicInteger evictions = new AtomicInteger();
    private final InstantSource clock;
    private final Map<String, String> arguments = new HashMap<>();

    Opened(InstantSource clock) {
        this.clock = clock;
    }

    static Opened inMemory() {
        return new Opened(InstantSource.system());
    }

    static Opened in(Path file) {
        return inMemory().with("file", file.toString());
    }

    Opened with(String argument, Object value) {
        arguments.put(argument, value.toString());
        return this;
    }

    Backend<String, byte[]> open(String namespace) {
        Arguments given = new Arguments("backend 'mapdb' of region '" + namespace + "'", arguments);
        return new MapDbBackendFactory()
                .create(new BackendContext(
                        namespace,
                        namespace,
                        given,
                        getClass().getClassLoader(),
                        clock,
                        clients,
                        evictions::incrementAndGet));
    }

    static Stored<byte[]> forever(byte[] bytes) {
        return until(Terms.FOREVER, bytes);
    }

    static Stored<byte[]> forever(String text) {
        return forever(text.getBytes(StandardCharsets.UTF_8));
    }

    static Stored<byte[]> until(long instant, byte[] bytes) {
        return new Stored<>(bytes, new Terms(0, instant, 0, 0, 1), 0);
    }

    static String text(Stored<byte[]> stored) {
        return stored == null ? null : new String(stored.value(), StandardCharsets.UTF_8);
    }

    /** A value that can be told from any other: checksum, round, key, and so many bytes that follow from them. */
    static byte[] sealed(String key, int round, int length) {
        byte[] name = key.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer buffer = ByteBuffer.allocate(12 + name.length + length);
        buffer.putInt(8, name.length).putInt(4, round).put(12, name);
        for (int i = 12 + name.length; i < buffer.capacity(); i++) {
            buffer.put(i, (byte) (round + i));
        }
        return buffer.putInt(0, checksum(buffer.array())).array();
    }

    /** Whether it is what {@link #sealed} made for this key. */
    static boolean isSealed(String key, byte[] value) {
        ByteBuffer buffer = ByteBuffer.wrap(value);
        byte[] name = key.getBytes(StandardCharsets.US_ASCII);
        return value.length >= 12 + name.length
                && buffer.getInt(0) == checksum(value)
                && buffer.getInt(8) == name.length
                && ByteBuffer.wrap(value, 12, name.length).equals(ByteBuffer.wrap(name));
    }

    private static int checksum(byte[] value) {
        CRC32C crc = new CRC32C();
        crc.update(value, 4, value.length - 4);
        return (int) crc.getValue();
    }
}
