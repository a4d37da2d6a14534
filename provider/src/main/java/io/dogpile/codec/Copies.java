// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

/**
 * Keeps objects apart from the copies that are handed out of them: what can be changed is kept as bytes, everything else as it
 * is. Thread-safe.
 */
public final class Copies {

    private final JavaSerialization serialization;

    /**
     * Copies objects.
     *
     * @param classLoader resolves the classes of copies
     */
    public Copies(ClassLoader classLoader) {
        this.serialization = new JavaSerialization(classLoader);
    }

    /** An object as bytes, and what it was. */
    private static final class Frozen {

        private final byte[] bytes;
        private final Class<?> type;

        Frozen(byte[] bytes, Class<?> type) {
            this.bytes = bytes;
            this.type = type;
        }
    }

    /** The form in which to keep the object. */
    public Object freeze(Object object) {
        return Immutables.isImmutable(object) ? object : new Frozen(serialization.serialize(object), object.getClass());
    }

    /** Whether the form is the object itself. */
    boolean isAsIs(Object form) {
        return !(form instanceof Frozen);
    }

    /** An object that nobody else has, unless it cannot be changed. */
    Object thaw(Object form) {
        return form instanceof Frozen frozen ? serialization.deserialize(frozen.bytes, frozen.type) : form;
    }

    /** An object of the type of the one that was frozen, that nobody else has unless it cannot be changed. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // What is thawed is what was frozen.
    public <T> T thawed(Object form) {
        return (T) thaw(form);
    }

    /**
     * An object equal to the given one that nobody else has; the same one if it cannot be changed.
     *
     * @throws CodecException if it cannot be copied
     */
    @SuppressWarnings("unchecked") // A copy of a T is a T.
    public <T> T copy(T object) {
        return (T) thaw(freeze(object));
    }
}
