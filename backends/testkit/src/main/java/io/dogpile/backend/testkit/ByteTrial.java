// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ChangeListener;
import io.dogpile.backend.Exchange;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The store under test, opened for one test by one client or two, with samples of what to store in it. */
final class ByteTrial implements ForwardingBackend<String, byte[]> {

    static final long HOUR = 3_600_000;

    /** What precedes the text in a sample: eight bytes that are always the same, and eight that never are. */
    private static final int HEAD = 16;

    private final ByteBackendUnderTest subject;
    private final String namespace;
    private final List<Backend<String, byte[]>> opened = new ArrayList<>();
    private final Backend<String, byte[]> backend;
    private @Nullable Backend<String, byte[]> second;

    ByteTrial(ByteBackendUnderTest subject) {
        this.subject = subject;
        this.namespace = "t" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 60), 36);
        this.backend = open(namespace);
    }

    @Override
    public Backend<String, byte[]> delegate() {
        return backend;
    }

    @Override
    public Exchange<byte[]> exchange(String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
        return backend.exchange(key, expected, update);
    }

    @Override
    public @Nullable Stored<byte[]> recalled(String key) {
        return backend.recalled(key);
    }

    @Override
    public boolean watch(String key, ChangeListener<? super String> listener) {
        return backend.watch(key, listener);
    }

    String namespace() {
        return namespace;
    }

    long now() {
        return subject.clock().millis();
    }

    /** Another client of the same entries; of a store that has no second client, the first. */
    Backend<String, byte[]> second() {
        if (second == null) {
            second = subject.cannotShare().isPresent() ? backend : open(namespace);
        }
        return second;
    }

    /** A backend of another namespace. */
    Backend<String, byte[]> open(String other) {
        Backend<String, byte[]> another = subject.open(other);
        opened.add(another);
        return another;
    }

    /** Closes every client. */
    @Override
    public void close() {
        opened.forEach(Backend::close);
    }

    /** A value of its own, whatever the text, that may be dropped in three hours. */
    Stored<byte[]> value(String text) {
        return until(now() + 3 * HOUR, text);
    }

    /** A value of its own that may be dropped from that instant on. */
    Stored<byte[]> until(long keptUntil, String text) {
        return until(keptUntil, bytes(text));
    }

    static Stored<byte[]> until(long keptUntil, byte[] bytes) {
        return new Stored<>(bytes, new Terms(0, keptUntil, 0, 0, 1), 0);
    }

    static byte[] bytes(String text) {
        byte[] tail = text.getBytes(StandardCharsets.UTF_8);
        return sized(HEAD + tail.length).put(HEAD, tail).array();
    }

    /** So many bytes, with a random head of their own and then all bytes there are, over and over. */
    static byte[] ofLength(int length) {
        ByteBuffer buffer = sized(Math.max(HEAD, length));
        for (int i = HEAD; i < length; i++) {
            buffer.put(i, (byte) (i * 31 + i / 256));
        }
        byte[] bytes = new byte[length];
        buffer.get(0, bytes);
        return bytes;
    }

    private static ByteBuffer sized(int length) {
        return ByteBuffer.allocate(length)
                .putLong(0, 0xd09e_0100_00ff_0d0aL)
                .putLong(8, ThreadLocalRandom.current().nextLong());
    }

    /** The text of what is stored under the key, as the first client sees it. */
    String textOf(String key) {
        return text(read(this, key));
    }

    static String text(@Nullable Stored<byte[]> stored) {
        byte[] bytes = content(stored);
        return new String(bytes, HEAD, bytes.length - HEAD, StandardCharsets.UTF_8);
    }

    static byte[] content(@Nullable Stored<byte[]> stored) {
        byte[] bytes = stored == null ? null : stored.value();
        if (bytes == null) {
            throw new AssertionError("what was read has no value: " + stored);
        }
        return bytes;
    }

    Stored<byte[]> putAndRead(String key, String text) {
        put(key, value(text));
        return read(this, key);
    }

    /** What is stored under the key, which must be something that can be recognised. */
    static Stored<byte[]> read(Backend<String, byte[]> backend, String key) {
        Stored<byte[]> stored = backend.get(key);
        if (stored == null) {
            throw new AssertionError("nothing is stored under " + key + ", where something should be");
        }
        if (stored.token() == null) {
            throw new AssertionError("what is stored under " + key + " has no token: " + stored);
        }
        return stored;
    }

    /** What was found under the key, which must be something. */
    static Stored<byte[]> present(Map<String, Stored<byte[]>> found, String key) {
        Stored<byte[]> stored = found.get(key);
        if (stored == null) {
            throw new AssertionError("nothing was found under " + key + ", where something should be");
        }
        return stored;
    }

    /** Stores this many values, {@code value 0} under {@code name:0} and so on; returns the keys. */
    List<String> fill(String name, int count) {
        List<String> keys =
                IntStream.range(0, count).mapToObj(i -> name + ":" + i).toList();
        Map<String, Stored<byte[]>> values = new HashMap<>();
        keys.forEach(key -> values.put(key, value(key.replace(name + ":", "value "))));
        putAll(values);
        return keys;
    }

    /** All that a backend's iterator gives, of which no key may come twice. */
    static Map<String, Stored<byte[]>> iterated(Backend<String, byte[]> backend) {
        Map<String, Stored<byte[]>> seen = new HashMap<>();
        for (Iterator<Map.Entry<String, Stored<byte[]>>> entries = backend.entries(); entries.hasNext(); ) {
            Map.Entry<String, Stored<byte[]>> entry = entries.next();
            if (seen.put(entry.getKey(), entry.getValue()) != null) {
                throw new AssertionError("the iterator gives the key " + entry.getKey() + " twice");
            }
        }
        return seen;
    }
}
