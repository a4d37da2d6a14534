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

    byte[] serialize(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new CodecException(
                    "cannot serialise an object of " + object.getClass().getName() + ", as storing by value needs: " + e, e);
        }
        return bytes.toByteArray();
    }

    Object deserialize(byte[] bytes, Class<?> type) {
        try (ObjectInputStream in = new LoaderObjectInputStream(new ByteArrayInputStream(bytes), classLoader)) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new CodecException("cannot deserialise an object of " + type.getName() + ": " + e, e);
        }
    }

    /** Resolves classes by the cache manager's class loader first: that is whose objects they are. */
    private static final class LoaderObjectInputStream extends ObjectInputStream {

        private final ClassLoader classLoader;

        LoaderObjectInputStream(InputStream in, ClassLoader classLoader) throws IOException {
            super(in);
            this.classLoader = classLoader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, classLoader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
