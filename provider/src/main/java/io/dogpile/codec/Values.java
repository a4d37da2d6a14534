// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How values become bytes: canonically if they are values of the JDK, else by the region's codec. Thread-safe. */
final class Values {

    static final int NONE = 0;
    static final int CANONICAL = 1;
    static final int SERIALIZED = 2;

    private static final int BYTES = 'p';

    private final EncodingSettings settings;
    private final Class<?> type;
    private final AllowList allowed;
    private final NamedTypes named;
    private final SerialWriter writer;
    private final JavaSerialization reader;
    private final @Nullable ValueCodec codec;

    Values(EncodingSettings settings, AllowList allowed, SerialWriter writer) {
        this.settings = settings;
        this.type = boxed(settings.types().value());
        this.allowed = allowed;
        this.writer = writer;
        this.named = new NamedTypes(settings.types().classLoader(), allowed);
        this.reader = new JavaSerialization(settings.types().classLoader());
        this.codec = settings.valueCodec().equals(EncodingSettings.JAVA) ? null : found(settings);
    }

    /** The value's canonical form, or null if it has none. */
    byte @Nullable [] canonical(Object value) {
        if (value instanceof byte[] bytes) {
            return new Output(1 + bytes.length).put(BYTES).put(bytes).toBytes();
        }
        byte[] scalar = Scalars.bytes(value);
        if (scalar != null) {
            return scalar;
        }
        return value instanceof Enum<?> constant ? named.bytes(constant) : null;
    }

    /** The number of the codec of what has no canonical form. */
    int codecId() {
        return codec == null ? SERIALIZED : codec.id();
    }

    /** The form of a value that has no canonical one. */
    // A codec of others may throw anything.
    @SuppressWarnings("checkstyle:IllegalCatch")
    byte[] coded(Object value) {
        if (codec == null) {
            return writer.write(value);
        }
        try {
            return codec.encode(value, type);
        } catch (RuntimeException e) {
            throw new CodecException(
                    "codec '" + codec.name() + "' of region '" + settings.region() + "' cannot encode a value of "
                            + value.getClass().getName() + ": " + e,
                    e);
        }
    }

    /** @throws Undecodable if it is no value of the region's type */
    @SuppressWarnings("checkstyle:IllegalCatch")
    Object decode(int codecId, Input bytes) {
        Object value;
        try {
            value = read(codecId, bytes);
        } catch (Undecodable e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Undecodable(
                    DecodeFailure.INCOMPATIBLE,
                    "cannot be read: " + e.getClass().getName(),
                    e);
        }
        if (!type.isInstance(value)) {
            throw new Undecodable(
                    DecodeFailure.INCOMPATIBLE, "is a " + value.getClass().getName() + ", not a " + type.getName());
        }
        return value;
    }

    private Object read(int codecId, Input bytes) {
        if (codecId == CANONICAL) {
            return readCanonical(bytes);
        }
        if (codec == null && codecId == SERIALIZED) {
            return reader.read(bytes, new StreamFilter(allowed, bytes.remaining()));
        }
        if (codec != null && codecId == codec.id()) {
            return codec.decode(bytes.rest(), type);
        }
        throw new Undecodable(
                DecodeFailure.UNKNOWN_CODEC,
                "was written by codec " + codecId + "; region '" + settings.region() + "' has '" + settings.valueCodec()
                        + "'");
    }

    private Object readCanonical(Input in) {
        int tag = in.next();
        return switch (tag) {
            case BYTES -> in.rest();
            case NamedTypes.ENUM -> named.readEnum(in);
            default -> Scalars.read(tag, in);
        };
    }

    private static ValueCodec found(EncodingSettings settings) {
        TreeSet<String> names = new TreeSet<>();
        names.add(EncodingSettings.JAVA);
        for (ClassLoader loader : new ClassLoader[] {settings.types().classLoader(), Values.class.getClassLoader()}) {
            try {
                for (ValueCodec codec : ServiceLoader.load(ValueCodec.class, loader)) {
                    if (codec.name().equals(settings.valueCodec())) {
                        return checked(codec);
                    }
                    names.add(codec.name());
                }
            } catch (ServiceConfigurationError e) {
                names.add("(one that cannot be loaded: %s)".formatted(e.getMessage()));
            }
        }
        throw new IllegalArgumentException("region '" + settings.region() + "': there is no codec of values '"
                + settings.valueCodec() + "' on the class path; there are " + names);
    }

    private static ValueCodec checked(ValueCodec codec) {
        if (codec.id() <= SERIALIZED || codec.id() > ValueCodec.LAST_ID) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "codec '%s' has the number %d; those of codecs go from %d to %d",
                    codec.name(),
                    codec.id(),
                    ValueCodec.FIRST_ID,
                    ValueCodec.LAST_ID));
        }
        return codec;
    }

    private static Class<?> boxed(Class<?> declared) {
        return java.lang.invoke.MethodType.methodType(declared).wrap().returnType();
    }
}
