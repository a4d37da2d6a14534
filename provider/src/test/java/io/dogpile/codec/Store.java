// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/** A store of bytes, and backends of regions over it. */
final class Store {

    static final long NOW = 1_767_225_600_000L;
    static final Terms TERMS = new Terms(NOW, 600_000, 3_600_000, 0, 3, 12, null, null);

    final ByteMap bytes = new ByteMap();
    final List<String> details = new ArrayList<>();
    final DecodeFailures failures = new DecodeFailures((reason, detail) -> details.add(reason + ": " + detail));

    static EncodingSettings settings() {
        return EncodingSettings.of("books", "dogpile:books", Samples.TYPES);
    }

    EncodingBackend<Object, Object> open() {
        return open(UnaryOperator.identity());
    }

    EncodingBackend<Object, Object> open(UnaryOperator<EncodingSettings> change) {
        return new EncodingBackend<>(
                bytes,
                change.apply(settings()),
                InstantSource.fixed(Instant.ofEpochMilli(NOW)),
                new Random(1),
                failures);
    }

    static Stored<Object> stored(Object value) {
        return new Stored<>(value, TERMS, NOW);
    }

    /** What is read if the store holds these bytes. */
    Object read(EncodingBackend<Object, Object> backend, String key, byte[] planted) {
        bytes.plant("s." + key, planted);
        return backend.get(key).value();
    }

    /** Bytes that somebody who knows the format has changed. */
    static byte[] resealed(byte[] envelope, String namespace) {
        CRC32C sum = new CRC32C();
        int end = envelope.length - 4;
        sum.update(envelope, 0, end);
        int folded = (int) sum.getValue()
                ^ new Input(Digest.sha256(namespace.getBytes(java.nio.charset.StandardCharsets.UTF_8))).nextInt();
        byte[] sealed = envelope.clone();
        for (int i = 0; i < 4; i++) {
            sealed[end + i] = (byte) (folded >>> 24 - 8 * i);
        }
        return sealed;
    }

    static byte[] secret(int seed) {
        byte[] secret = new byte[Protection.KEY_BYTES];
        new Random(seed).nextBytes(secret);
        return secret;
    }

    static Map<Integer, byte[]> keys(int id) {
        return Map.of(id, secret(id));
    }
}
