// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Keys and stored values of one region, to what a driver keeps and back. Thread-safe. */
final class EntryCodec<K, V> {

    /** Nothing that anybody could use, at any time. */
    private static final Terms PAST = new Terms(0, 0, 0, 0, 0);

    private final EncodingSettings settings;
    private final KeyForm<K> keys;
    private final Values values;
    private final Envelopes envelopes;
    private final InstantSource clock;
    private final DecodeFailures failures;

    @SuppressWarnings("unchecked") // The settings are of a region of such keys.
    EntryCodec(EncodingSettings settings, InstantSource clock, RandomGenerator random, DecodeFailures failures) {
        AllowList allowed = new AllowList(settings.region(), settings.types());
        SerialWriter writer =
                new SerialWriter(settings.region(), allowed, settings.limits().maximumValueSize());
        this.settings = settings;
        this.keys = settings.keyCodec() == null
                ? new CanonicalKeys<>(settings.region(), settings.types().classLoader(), allowed, writer)
                : CodedKeys.of((KeyCodec<K>) settings.keyCodec(), settings.region());
        this.values = new Values(settings, allowed, writer);
        this.envelopes = new Envelopes(settings, keys.id(), random);
        this.clock = clock;
        this.failures = failures;
    }

    /** @throws CodecException if the key has no bytes, or none that equal keys share */
    DriverKey.Form key(K key) {
        byte[] bytes = keys.encode(key);
        return new DriverKey.Form(text(bytes), bytes);
    }

    private String text(byte[] key) {
        return keys.id() == CanonicalKeys.ID ? DriverKey.ofCanonical(key) : DriverKey.ofOpaque(key);
    }

    /** @throws CodecException if the value has no bytes, or too many */
    Stored<byte[]> encode(DriverKey.Form key, Stored<V> stored) {
        V value = stored.value();
        byte[] plain = value == null ? null : values.canonical(value);
        int codec = value == null ? Values.NONE : Values.CANONICAL;
        if (value != null && plain == null) {
            plain = values.coded(value);
            codec = values.codecId();
        }
        if (value != null && plain != null && plain.length > settings.limits().maximumValueSize()) {
            throw SerialWriter.tooLarge(
                    settings.region(),
                    "value",
                    value.getClass(),
                    settings.limits().maximumValueSize());
        }
        return kept(stored, envelopes.write(key.bytes(), stored, codec, plain));
    }

    /**
     * The same value with other metadata, without encoding it again: what was read may have been changed by whoever got it.
     *
     * @return null if the value cannot be taken from there
     */
    @Nullable
    Stored<byte[]> encodeAgain(DriverKey.Form key, Stored<byte[]> origin, Stored<V> stored) {
        Envelope envelope = peek(key, origin);
        Input plain = envelope == null ? null : envelope.value();
        return envelope == null || plain == null
                ? null
                : kept(stored, envelopes.write(key.bytes(), stored, envelope.codec(), plain.rest()));
    }

    /** For the driver: the bytes, and how long anybody has any use for them. */
    private Stored<byte[]> kept(Stored<V> stored, byte[] bytes) {
        Lease lease = stored.lease();
        long until = lease == null ? stored.keptUntil() : Math.max(stored.keptUntil(), clock.millis() + lease.millis());
        long created = stored.created();
        long keptFor = until == Terms.FOREVER ? Terms.FOREVER : Math.max(0, until - created);
        return new Stored<>(bytes, new Terms(created, keptFor, 0, 0, stored.generation()), created);
    }

    /** What the driver's value means; one of the past if it means nothing. It carries the driver's as its token. */
    Stored<V> decode(DriverKey.Form key, Stored<byte[]> stored) {
        try {
            return read(key, stored);
        } catch (Undecodable e) {
            failures.record(e);
            return new Stored<>(null, PAST.token(new Foreign(stored, e.reason())), 0);
        }
    }

    /** What the driver's value means; null if it means nothing, which is not counted. */
    @Nullable
    Stored<V> decodeIfKnown(DriverKey.Form key, Stored<byte[]> stored) {
        try {
            return read(key, stored);
        } catch (Undecodable e) {
            return null;
        }
    }

    @SuppressWarnings("unchecked") // Values of other types are none.
    private Stored<V> read(DriverKey.Form key, Stored<byte[]> stored) throws Undecodable {
        Envelope envelope = envelopes.read(content(stored), key.bytes(), stored);
        Input bytes = envelope.value();
        V value = bytes == null ? null : (V) values.decode(envelope.codec(), bytes);
        return new Stored<>(value, envelope.terms(), envelope.created());
    }

    /** The key that the driver's entry says it belongs to, or null if that cannot be told. */
    @Nullable
    K keyOf(String text, Stored<byte[]> stored) {
        byte[] bytes = null;
        try {
            bytes = envelopes.read(content(stored), null, null).key().rest();
            if (!text(bytes).equals(text)) {
                bytes = null;
            }
        } catch (Undecodable e) {
            // Counted when the entry is decoded.
        }
        return bytes != null ? key(bytes) : keyOf(text);
    }

    /** The key of the driver's, or null if that does not tell. */
    @Nullable
    K keyOf(String text) {
        byte[] bytes = DriverKey.bytes(text);
        return bytes == null || !text(bytes).equals(text) ? null : key(bytes);
    }

    private @Nullable K key(byte[] bytes) {
        try {
            return keys.decode(new Input(bytes));
        } catch (Undecodable e) {
            failures.record(e);
            return null;
        }
    }

    /** What the driver's value says beside the value, or null if nothing that can be believed. */
    @Nullable
    Envelope peek(DriverKey.Form key, Stored<byte[]> stored) {
        try {
            return envelopes.read(content(stored), key.bytes(), null);
        } catch (Undecodable e) {
            return null;
        }
    }

    /** Whether both are of the same writing. */
    static boolean isSame(Stored<byte[]> one, Stored<byte[]> other) {
        return Arrays.equals(one.value(), other.value());
    }

    private static byte[] content(Stored<byte[]> stored) {
        byte[] bytes = stored.value();
        return bytes == null ? new byte[0] : bytes;
    }

    /** Whether it is a driver's value that means nothing here. */
    static boolean isForeign(@Nullable Stored<?> stored) {
        return stored != null && stored.token() instanceof Foreign;
    }

    /** Whether it is one that a later release has written. */
    static boolean isNewer(Stored<?> stored) {
        return stored.token() instanceof Foreign foreign && foreign.reason() == DecodeFailure.NEWER;
    }

    /** A driver's value that means nothing here. */
    record Foreign(Stored<byte[]> stored, DecodeFailure reason) {}
}
