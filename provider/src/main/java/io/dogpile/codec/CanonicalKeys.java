// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Keys in a form of which equal keys have equal bytes: the JDK's values, enums, and records and lists of these. What else is
 * serialisable is serialised, with equal leaves made the same. The first byte tells the type.
 */
final class CanonicalKeys<K> implements KeyForm<K> {

    static final int ID = 1;

    private static final int LIST = 'a';
    private static final int RECORD = 'r';
    private static final int SERIALIZED = 'j';
    private static final int NULL = 'x';
    private static final int MOST_DEPTH = 24;

    private final String region;
    private final NamedTypes named;
    private final AllowList allowed;
    private final SerialWriter writer;
    private final JavaSerialization reader;

    CanonicalKeys(String region, ClassLoader classLoader, AllowList allowed, SerialWriter writer) {
        this.region = region;
        this.allowed = allowed;
        this.writer = writer;
        this.named = new NamedTypes(classLoader, allowed);
        this.reader = new JavaSerialization(classLoader);
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public byte[] encode(K key) {
        return bytes(key, 0);
    }

    private byte[] bytes(@Nullable Object part, int depth) {
        if (part == null) {
            return new byte[] {NULL};
        }
        byte[] scalar = Scalars.bytes(part);
        if (scalar != null) {
            return scalar;
        }
        if (depth > MOST_DEPTH) {
            throw refused(part, "is nested deeper than " + MOST_DEPTH);
        }
        if (part instanceof Enum<?> constant) {
            return named.bytes(constant);
        }
        if (part instanceof Record composite) {
            return composite(
                    RECORD,
                    named.require(part.getClass()),
                    RecordShape.of(part.getClass()).parts(composite),
                    depth);
        }
        return part instanceof List<?> list ? composite(LIST, null, list, depth) : serialized(part);
    }

    private byte[] composite(int tag, @Nullable String name, List<?> parts, int depth) {
        Output out = new Output(64).put(tag);
        if (name != null) {
            out.putCounted(NamedTypes.utf8(name));
        }
        out.putVarint(parts.size());
        for (Object part : parts) {
            out.putCounted(bytes(part, depth + 1));
        }
        return out.toBytes();
    }

    private byte[] serialized(Object part) {
        if (part.getClass().isArray()) {
            throw refused(part, "is equal to itself only; use a list");
        }
        if (isUnordered(part)) {
            throw refused(part, "may have different bytes for equal keys; use a list or a sorted collection");
        }
        if (!(part instanceof Serializable)) {
            throw refused(part, "is neither a value of the JDK, an enum or a record, nor serialisable");
        }
        byte[] bytes = writer.writeKey(part);
        return new Output(1 + bytes.length).put(SERIALIZED).put(bytes).toBytes();
    }

    /** Lists are not asked: they have a form of their own. */
    private static boolean isUnordered(Object part) {
        return part instanceof Map
                ? !(part instanceof SortedMap)
                : part instanceof Collection && !(part instanceof SortedSet);
    }

    private CodecException refused(Object part, String why) {
        return new CodecException(
                "a key of " + part.getClass().getName() + " cannot be stored by region '" + region + "': it " + why
                        + ", or give the region a KeyCodec by its option 'key-codec'",
                null);
    }

    @SuppressWarnings({"unchecked", "checkstyle:IllegalCatch"}) // Only keys are encoded like that.
    @Override
    public K decode(Input bytes) {
        try {
            Object key = read(bytes, 0);
            if (key == null) {
                throw Undecodable.corrupt("the key is null");
            }
            return (K) key;
        } catch (Undecodable e) {
            throw e;
        } catch (RuntimeException e) {
            // The types of the JDK refuse in many ways what does not fit together.
            throw new Undecodable(
                    DecodeFailure.CORRUPT,
                    "the key cannot be read: " + e.getClass().getName(),
                    e);
        }
    }

    private @Nullable Object read(Input in, int depth) {
        int tag = in.next();
        if (depth > MOST_DEPTH) {
            throw new Undecodable(DecodeFailure.TOO_LARGE, "the key is nested deeper than " + MOST_DEPTH);
        }
        if (Scalars.isScalar(tag)) {
            return Scalars.read(tag, in);
        }
        return switch (tag) {
            case NULL -> null;
            case NamedTypes.ENUM -> named.readEnum(in);
            case LIST -> Collections.unmodifiableList(readParts(in, depth));
            case RECORD -> {
                RecordShape shape = RecordShape.of(named.readRecordType(in));
                yield shape.make(readParts(in, depth));
            }
            case SERIALIZED -> reader.read(in, new StreamFilter(allowed, in.remaining()));
            default -> throw Undecodable.corrupt("there is no type " + tag);
        };
    }

    private List<@Nullable Object> readParts(Input in, int depth) {
        int count = in.nextLength();
        List<@Nullable Object> parts = new ArrayList<>(Math.min(count, 16));
        for (int i = 0; i < count; i++) {
            parts.add(read(in.nextSlice(in.nextLength()), depth + 1));
        }
        return parts;
    }
}
