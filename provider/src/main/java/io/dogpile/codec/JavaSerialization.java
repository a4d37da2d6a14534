// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects into bytes and back by Java serialisation.
 *
 * <p>Copies never leave this process: no filter but a JVM-wide one applies to them. What comes from a store is read through the
 * region's filter and the JVM-wide one, and what the filter would not let in is not written either.
 */
final class JavaSerialization {

    private final ClassLoader classLoader;

    JavaSerialization(ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    // The classes of the application may throw anything while they are written or read.
    @SuppressWarnings("checkstyle:IllegalCatch")
    byte[] serialize(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException | RuntimeException e) {
            throw new CodecException(
                    "cannot serialise an object of " + object.getClass().getName() + ", as storing by value needs: "
                            + e,
                    e);
        }
        return bytes.toByteArray();
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    Object deserialize(byte[] bytes, Class<?> type) {
        try (ObjectInputStream in =
                new LoaderObjectInputStream(new ByteArrayInputStream(bytes), classLoader, type.getClassLoader())) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
            throw new CodecException("cannot deserialise an object of " + type.getName() + ": " + e, e);
        }
    }

    /**
     * Reads what comes from a store.
     *
     * @throws Undecodable if it is nothing that the filter lets in
     */
    // The classes of the application may throw anything while they are read, and hostile bytes can nest deeply.
    @SuppressWarnings({"checkstyle:IllegalCatch", "BanSerializableRead"})
    Object read(Input bytes, StreamFilter filter) {
        InputStream source = new ByteArrayInputStream(bytes.array(), bytes.position(), bytes.remaining());
        try (ObjectInputStream in = new FilteredObjectInputStream(source, classLoader, filter)) {
            Object object = in.readObject();
            if (object == null || source.available() > 0) {
                throw Undecodable.corrupt("is not one serialised object");
            }
            return object;
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw new Undecodable(DecodeFailure.MISSING_CLASS, "a class is missing: " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            // Errors too: the JDK's own collections throw some at contents that cannot be.
            throw filter.explained(e);
        }
    }

    /** Resolves classes by one class loader first, because that is whose objects they are; then by another one. */
    private static class LoaderObjectInputStream extends ObjectInputStream {

        private final @Nullable ClassLoader first;
        private final @Nullable ClassLoader second;

        LoaderObjectInputStream(InputStream in, @Nullable ClassLoader first, @Nullable ClassLoader second)
                throws IOException {
            super(in);
            this.first = first;
            this.second = second;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            Class<?> found = find(description.getName());
            return found == null ? super.resolveClass(description) : found;
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException, ClassNotFoundException {
            Class<?> type = findProxy(interfaces, first);
            if (type == null) {
                type = findProxy(interfaces, second);
            }
            return type == null ? super.resolveProxyClass(interfaces) : type;
        }

        private @Nullable Class<?> find(String name) {
            Class<?> type = find(name, first);
            return type == null ? find(name, second) : type;
        }

        private static @Nullable Class<?> find(String name, @Nullable ClassLoader from) {
            try {
                return Class.forName(name, false, from);
            } catch (ClassNotFoundException e) {
                return null;
            }
        }

        @SuppressWarnings("deprecation") // What replaces it makes an instance, for which there is no handler yet.
        private static @Nullable Class<?> findProxy(String[] interfaces, @Nullable ClassLoader from) {
            Class<?>[] types = new Class<?>[interfaces.length];
            for (int i = 0; i < interfaces.length; i++) {
                Class<?> type = find(interfaces[i], from);
                if (type == null) {
                    return null;
                }
                types[i] = type;
            }
            return Proxy.getProxyClass(from, types);
        }
    }

    /** Does not even look for a class that is not allowed. */
    private static final class FilteredObjectInputStream extends LoaderObjectInputStream {

        private final StreamFilter filter;

        FilteredObjectInputStream(InputStream in, ClassLoader classLoader, StreamFilter filter) throws IOException {
            super(in, classLoader, JavaSerialization.class.getClassLoader());
            this.filter = filter;
            setObjectInputFilter(filter);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            if (!filter.permits(description.getName())) {
                throw new InvalidClassException(description.getName(), "not allowed");
            }
            return super.resolveClass(description);
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            filter.permits(Proxy.class.getName());
            throw new InvalidClassException(Proxy.class.getName(), "not allowed");
        }
    }
}
