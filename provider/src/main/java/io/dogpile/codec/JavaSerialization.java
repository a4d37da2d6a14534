// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects into bytes and back by Java serialisation, for copies that never leave this process.
 *
 * <p>No filter but a JVM-wide one applies: the bytes come from this very object, not from a store that others write to.
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
        try (ObjectInputStream in = new LoaderObjectInputStream(new ByteArrayInputStream(bytes), classLoader, type)) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
            throw new CodecException("cannot deserialise an object of " + type.getName() + ": " + e, e);
        }
    }

    /**
     * Resolves classes by the cache manager's class loader first, because that is whose objects they are; then by the one that
     * the original's class came from, which the manager's may not know.
     */
    private static final class LoaderObjectInputStream extends ObjectInputStream {

        private final ClassLoader classLoader;
        private final @Nullable ClassLoader original;

        LoaderObjectInputStream(InputStream in, ClassLoader classLoader, Class<?> type) throws IOException {
            super(in);
            this.classLoader = classLoader;
            this.original = type.getClassLoader();
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            Class<?> found = find(description.getName());
            return found == null ? super.resolveClass(description) : found;
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException, ClassNotFoundException {
            Class<?> type = findProxy(interfaces, classLoader);
            if (type == null) {
                type = findProxy(interfaces, original);
            }
            return type == null ? super.resolveProxyClass(interfaces) : type;
        }

        private @Nullable Class<?> find(String name) {
            Class<?> type = find(name, classLoader);
            return type == null ? find(name, original) : type;
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
}
