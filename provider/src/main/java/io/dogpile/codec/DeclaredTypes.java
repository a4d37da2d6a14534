// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.Set;

/**
 * What the objects of a declared type are made of, as far as declarations tell: the types of its fields and of what they
 * contain, and so on. What only a subclass that nobody names would bring along is not found. Initialises no class.
 */
final class DeclaredTypes {

    private final Set<String> names = new HashSet<>();

    private DeclaredTypes() {}

    static Set<String> of(Class<?>... types) {
        DeclaredTypes found = new DeclaredTypes();
        for (Class<?> type : types) {
            found.add(type);
            // Declared by name, so allowed even if it comes with the JDK.
            if (!type.isPrimitive() && !type.isArray()) {
                found.names.add(type.getName());
            }
        }
        return found.names;
    }

    private void add(Type type) {
        if (type instanceof Class<?> plain) {
            addClass(plain);
        } else if (type instanceof ParameterizedType generic) {
            add(generic.getRawType());
            addAll(generic.getActualTypeArguments());
        } else if (type instanceof GenericArrayType array) {
            add(array.getGenericComponentType());
        } else if (type instanceof WildcardType wildcard) {
            addAll(wildcard.getUpperBounds());
        }
    }

    private void addAll(Type[] types) {
        for (Type type : types) {
            add(type);
        }
    }

    private void addClass(Class<?> type) {
        if (type.isArray()) {
            addClass(type.getComponentType());
        } else if (!isOfTheJdk(type) && names.add(type.getName())) {
            try {
                addParts(type);
            } catch (LinkageError | TypeNotPresentException e) {
                // What cannot be looked into cannot be read either, unless the configuration allows for it.
                names.add(type.getName());
            }
        }
    }

    private void addParts(Class<?> type) {
        if (type.getSuperclass() != null) {
            add(type.getGenericSuperclass());
        }
        if (type.isSealed()) {
            addAll(type.getPermittedSubclasses());
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                add(field.getGenericType());
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // A class loader is itself only.
    private static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }
}
