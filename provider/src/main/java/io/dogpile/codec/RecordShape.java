// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes records of one type apart and puts them together. Thread-safe. */
final class RecordShape {

    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    private final Class<?> type;
    private final List<Method> accessors;

    private RecordShape(Class<?> type) {
        this.type = type;
        this.accessors = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getAccessor)
                .toList();
        accessors.forEach(Method::trySetAccessible);
    }

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** The record's components, in the order of their declaration. */
    List<@Nullable Object> parts(Record composite) {
        List<@Nullable Object> parts = new ArrayList<>(accessors.size());
        try {
            for (Method accessor : accessors) {
                parts.add(accessor.invoke(composite));
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new CodecException("cannot take a key of " + type.getName() + " apart: " + e, e);
        }
        return parts;
    }

    /** The record of these components. */
    Object make(List<@Nullable Object> parts) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(parts.toArray());
        } catch (InvocationTargetException e) {
            throw incompatible("refused what it was made of", e);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw incompatible("has changed", e);
        }
    }

    private Undecodable incompatible(String why, Throwable cause) {
        return new Undecodable(DecodeFailure.INCOMPATIBLE, "the record " + type.getName() + " " + why, cause);
    }
}
