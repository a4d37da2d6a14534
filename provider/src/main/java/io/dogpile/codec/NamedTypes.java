// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Types that encoded objects name: found only if they are allowed, and then without initialising them. */
final class NamedTypes {

    static final int ENUM = 'e';

    private final ClassLoader classLoader;
    private final AllowList allowed;

    NamedTypes(ClassLoader classLoader, AllowList allowed) {
        this.classLoader = classLoader;
        this.allowed = allowed;
    }

    static byte[] utf8(String name) {
        return name.getBytes(UTF_8);
    }

    /**
     * The type's name.
     *
     * @throws CodecException if it is not allowed, so that it could not be read
     */
    String require(Class<?> type) {
        String name = type.getName();
        if (!allowed.permits(name)) {
            throw new CodecException(allowed.refusal(name), null);
        }
        return name;
    }

    /** A constant by its name. */
    byte[] bytes(Enum<?> constant) {
        byte[] type = utf8(require(constant.getDeclaringClass()));
        byte[] name = utf8(constant.name());
        return new Output(2 + type.length + name.length)
                .put(ENUM)
                .putCounted(type)
                .put(name)
                .toBytes();
    }

    /** The constant that follows, up to the end. */
    Object readEnum(Input in) {
        Class<?> type = read(in);
        if (!type.isEnum()) {
            throw new Undecodable(DecodeFailure.INCOMPATIBLE, type.getName() + " is no enum any more");
        }
        return constant(type, in.nextText(in.remaining(), UTF_8));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Just seen to be an enum.
    private static Object constant(Class<?> type, String name) {
        try {
            return Enum.valueOf((Class) type, name);
        } catch (IllegalArgumentException | LinkageError e) {
            throw new Undecodable(DecodeFailure.INCOMPATIBLE, type.getName() + " has lost a constant", e);
        }
    }

    /** The record's type that follows. */
    Class<?> readRecordType(Input in) {
        Class<?> type = read(in);
        if (!type.isRecord()) {
            throw new Undecodable(DecodeFailure.INCOMPATIBLE, type.getName() + " is no record any more");
        }
        return type;
    }

    private Class<?> read(Input in) {
        String name = in.nextText(in.nextLength(), UTF_8);
        if (!allowed.permits(name)) {
            throw new Undecodable(DecodeFailure.FORBIDDEN_CLASS, allowed.refusal(name));
        }
        try {
            return Class.forName(name, false, classLoader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new Undecodable(DecodeFailure.MISSING_CLASS, "there is no class " + name, e);
        }
    }
}
