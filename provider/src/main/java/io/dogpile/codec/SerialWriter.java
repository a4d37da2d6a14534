// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Writes objects by Java serialisation for a store, refusing what could not be read back. Thread-safe. */
final class SerialWriter {

    private static final String ANY_OF_JDK = "java.util.CollSer";

    private final String region;
    private final AllowList allowed;
    private final int mostBytes;

    SerialWriter(String region, AllowList allowed, int mostBytes) {
        this.region = region;
        this.allowed = allowed;
        this.mostBytes = mostBytes;
    }

    /** A value's bytes. */
    byte[] write(Object object) {
        return write("value", object, false);
    }

    /** A key's bytes: equal keys have equal ones, as far as serialisation can do so. */
    byte[] writeKey(Object object) {
        return write("key", object, true);
    }

    // The classes of the application may throw anything while they are written.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private byte[] write(String what, Object object, boolean key) {
        Bounded bytes = new Bounded(mostBytes);
        try (Checked out = new Checked(bytes, region, allowed, key ? new HashMap<>() : null)) {
            out.writeObject(object);
        } catch (CodecException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw bytes.isOver()
                    ? tooLarge(region, what, object.getClass(), mostBytes)
                    : new CodecException(
                            "cannot serialise a " + what + " of "
                                    + object.getClass().getName() + " for region '" + region + "': " + e,
                            e);
        }
        return bytes.toByteArray();
    }

    static CodecException tooLarge(String region, String what, Class<?> type, long limit) {
        return new CodecException(
                "a " + what + " of " + type.getName() + " for region '" + region + "' takes more than " + limit
                        + " bytes, the limit that its option 'maximum-value-size' sets",
                null);
    }

    /** Refuses classes that will not be read, and replaces equal leaves of keys by one of them. */
    private static final class Checked extends ObjectOutputStream {

        private final String region;
        private final AllowList allowed;
        private final @Nullable Map<Object, Object> leaves;
        private boolean failing;

        Checked(OutputStream out, String region, AllowList allowed, @Nullable Map<Object, Object> leaves)
                throws IOException {
            super(out);
            this.region = region;
            this.allowed = allowed;
            this.leaves = leaves;
            enableReplaceObject(leaves != null);
        }

        @Override
        protected void annotateClass(Class<?> type) {
            // A stream that fails writes down why, as its last object; the reason itself is thrown after that.
            failing |= IOException.class.isAssignableFrom(type);
            if (!failing && !allowed.permits(type.getName())) {
                throw new CodecException(allowed.refusal(type.getName()), null);
            }
        }

        @Override
        protected void annotateProxyClass(Class<?> type) {
            throw new CodecException(allowed.refusal(Proxy.class.getName()), null);
        }

        @Override
        protected Object replaceObject(Object object) {
            if (leaves == null) {
                return object;
            }
            requireOrder(object);
            if (!Immutables.isImmutable(object)) {
                return object;
            }
            Object first = leaves.putIfAbsent(object, object);
            return first == null ? object : first;
        }

        /** Equal sets may list their elements in any order; List.of and Set.of are written as the same class. */
        private void requireOrder(Object object) {
            boolean unordered = object instanceof HashMap
                    || object instanceof HashSet
                    || object instanceof Hashtable
                    || object instanceof IdentityHashMap
                    || object instanceof ConcurrentHashMap
                    || object.getClass().getName().equals(ANY_OF_JDK);
            if (unordered) {
                throw new CodecException(
                        "a key for region '" + region + "' holds a "
                                + object.getClass().getName() + ", of which equal ones have different bytes;"
                                + " use a sorted collection, or give the region a KeyCodec by its option 'key-codec'",
                        null);
            }
        }
    }

    /** Stops what has become too long. */
    private static final class Bounded extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        private final int most;
        private boolean over;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        public void write(int one) throws IOException {
            require(1);
            bytes.write(one);
        }

        @Override
        public void write(byte[] more, int from, int length) throws IOException {
            require(length);
            bytes.write(more, from, length);
        }

        boolean isOver() {
            return over;
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }

        private void require(int more) throws IOException {
            if (bytes.size() + more > most) {
                over = true;
                throw new IOException("too large");
            }
        }
    }
}
