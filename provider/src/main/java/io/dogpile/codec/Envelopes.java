// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a stored value, its metadata and its key are one array of bytes; {@code docs/format.md} describes it.
 * Thread-safe.
 */
final class Envelopes {

    static final int MAGIC = 0xD09E;
    static final int MAJOR = 1;
    static final int MINOR = 0;

    static final int NO_VALUE = 0x01;
    static final int LEASE = 0x02;
    static final int COMPRESSED = 0x04;

    /** Where the random stamp of each writing is, and how many bytes of the header have a fixed place. */
    static final int STAMP = 8;

    static final int FIXED = 16;

    private static final int UNIT = 4;
    private static final int HEADER_LENGTH = 3;
    private static final int CHECKSUM = 4;
    private static final int USUAL_HEADER = 64;
    private static final int KNOWN = NO_VALUE | LEASE | COMPRESSED | Signing.FLAG | Encrypting.FLAG;
    private static final byte[] NOTHING = {};

    private final byte[] context;
    private final int contextSum;
    private final int keyCodec;
    private final Limits limits;
    private final Protection protection;
    private final RandomGenerator random;

    Envelopes(EncodingSettings settings, int keyCodec, RandomGenerator random) {
        this.context = Digest.sha256(settings.namespace().getBytes(UTF_8));
        this.contextSum = new Input(context).nextInt();
        this.keyCodec = keyCodec;
        this.limits = settings.limits();
        this.protection = settings.protection();
        this.random = random;
    }

    /**
     * All of a stored value but its value's own form.
     *
     * @param codec the number of the value's codec
     * @param plain the bytes of the value; null for none
     */
    byte[] write(byte[] key, Stored<?> stored, int codec, byte @Nullable [] plain) {
        byte[] packed = plain == null || limits.compressAbove() == 0 || plain.length < limits.compressAbove()
                ? null
                : Compression.deflate(plain);
        byte[] body = packed != null ? packed : plain == null ? NOTHING : plain;
        Lease lease = stored.lease();
        int flags = protection.flag()
                | (plain == null ? NO_VALUE : 0)
                | (packed == null ? 0 : COMPRESSED)
                | (lease == null ? 0 : LEASE);

        Output header = new Output(USUAL_HEADER);
        header.put(MAGIC >>> Byte.SIZE).put(MAGIC).put(MAJOR << UNIT | MINOR).put(0);
        header.put(0).put(flags).put(keyCodec).put(codec);
        header.putLong(random.nextLong());
        writeTerms(header, stored, lease);
        header.putVarint(key.length).putVarint(plain == null ? 0 : plain.length);
        if (protection.keyId() != 0) {
            header.put(protection.keyId());
        }
        while (header.size() % UNIT != 0) {
            header.put(0);
        }
        header.set(HEADER_LENGTH, header.size() / UNIT);

        int size = header.size() + key.length + body.length + protection.overhead();
        Output out = new Output(size + CHECKSUM).put(header);
        protection.seal(out, context, key, body);
        return out.putInt(checksum(out.array(), size)).toBytes();
    }

    private static void writeTerms(Output out, Stored<?> stored, @Nullable Lease lease) {
        Terms terms = stored.terms();
        long created = stored.created();
        long freshFor = stored.isEternal() ? Terms.FOREVER : Math.max(0, stored.freshUntil() - created);
        out.putVarint((created << 1) ^ (created >> (Long.SIZE - 1)));
        out.putVarint(orForever(freshFor))
                .putVarint(orForever(terms.staleFor()))
                .putVarint(orForever(terms.keepFor()));
        out.putVarint(terms.generation()).putVarint(terms.loadMillis());
        if (lease != null) {
            out.putLong(lease.holder()).putVarint(lease.number()).putVarint(lease.millis());
        }
    }

    private static long orForever(long millis) {
        return millis == Terms.FOREVER ? 0 : millis + 1;
    }

    /**
     * What the bytes say.
     *
     * @param expected the key that they must belong to; null for any
     * @param token what the backend recognises this version by, for the terms
     * @throws Undecodable if they say nothing, or nothing that is to be believed
     */
    Envelope read(byte[] bytes, byte @Nullable [] expected, @Nullable Object token) {
        requireWhole(bytes);
        Input header = new Input(bytes, 2, bytes.length - CHECKSUM);
        int version = header.next();
        int headerBytes = header.next() * UNIT;
        header.next();
        int flags = header.next();
        requireKnown(version, flags);
        int keyCodecId = header.next();
        int codec = header.next();
        header.nextLong();
        long folded = header.nextVarint();
        long created = folded >>> 1 ^ -(folded & 1);
        Terms terms = readTerms(header, created, flags, token);
        long keyLength = header.nextVarint();
        long plainLength = header.nextVarint();
        int secret = protection.flag() == 0 ? 0 : header.next();
        if (header.position() > headerBytes || keyLength < 0 || keyLength > bytes.length) {
            throw Undecodable.corrupt("its lengths do not fit");
        }

        Protection.Opened opened = protection.open(
                new Input(bytes, 0, bytes.length - CHECKSUM),
                new Protection.Layout(headerBytes, (int) keyLength, secret),
                context);
        if (keyCodecId != keyCodec || (expected != null && !opened.key().hasRest(expected))) {
            throw new Undecodable(DecodeFailure.FOREIGN, "belongs to another key");
        }
        Input value = (flags & NO_VALUE) != 0 ? null : value(opened.body(), plainLength, (flags & COMPRESSED) != 0);
        return new Envelope(terms, created, opened.key(), codec, value);
    }

    private void requireWhole(byte[] bytes) {
        if (bytes.length < FIXED + CHECKSUM || bytes[0] != (byte) (MAGIC >>> Byte.SIZE) || bytes[1] != (byte) MAGIC) {
            throw new Undecodable(DecodeFailure.FOREIGN, "was not written by this library");
        }
        int end = bytes.length - CHECKSUM;
        if (new Input(bytes, end, bytes.length).nextInt() != checksum(bytes, end)) {
            throw Undecodable.corrupt("is damaged, or belongs to another region");
        }
    }

    private void requireKnown(int version, int flags) {
        if (version >>> UNIT > MAJOR || (flags & ~KNOWN) != 0) {
            throw new Undecodable(
                    DecodeFailure.NEWER,
                    "was written in format " + (version >>> UNIT) + "." + (version & 0xf) + " by a later release");
        }
        if (version >>> UNIT < MAJOR) {
            throw Undecodable.corrupt("has no version");
        }
        if ((flags & (Signing.FLAG | Encrypting.FLAG)) != protection.flag()) {
            throw new Undecodable(
                    DecodeFailure.UNTRUSTED, "is not protected as the region's option 'protection' demands");
        }
    }

    private static Terms readTerms(Input in, long created, int flags, @Nullable Object token) {
        long freshFor = duration(in);
        long staleFor = duration(in);
        long keepFor = duration(in);
        long generation = generation(in);
        long loadMillis = in.nextVarint();
        Lease lease = (flags & LEASE) == 0 ? null : new Lease(in.nextLong(), in.nextVarint(), positive(in));
        return new Terms(created, freshFor, staleFor, keepFor, generation, loadMillis, lease, token);
    }

    private static long duration(Input in) {
        long millis = in.nextVarint() - 1;
        if (millis < -1) {
            throw Undecodable.corrupt("has a negative duration");
        }
        return millis < 0 ? Terms.FOREVER : millis;
    }

    private static long generation(Input in) {
        long generation = in.nextVarint();
        if (generation < 0 || generation >= Terms.IMPOSSIBLE_GENERATION) {
            throw Undecodable.corrupt("has a generation that no region reaches");
        }
        return generation;
    }

    private static long positive(Input in) {
        long millis = in.nextVarint();
        if (millis <= 0) {
            throw Undecodable.corrupt("has a lease of no duration");
        }
        return millis;
    }

    private Input value(Input body, long plainLength, boolean compressed) {
        if (plainLength < 0 || plainLength > limits.maximumValueSize()) {
            throw new Undecodable(
                    DecodeFailure.TOO_LARGE,
                    "is larger than the " + limits.maximumValueSize() + " bytes that 'maximum-value-size' allows for");
        }
        if (compressed) {
            return new Input(Compression.inflate(body, (int) plainLength));
        }
        if (body.remaining() != plainLength) {
            throw Undecodable.corrupt("is not of the length that it announces");
        }
        return body;
    }

    /** The namespace is folded in, so that what another region wrote is damaged to this one. */
    private int checksum(byte[] bytes, int end) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, end);
        return (int) sum.getValue() ^ contextSum;
    }
}
