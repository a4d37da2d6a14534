// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.util.List;
import java.util.Objects;

/**
 * Which classes the keys and values of a region may be of.
 *
 * @param key the declared type of keys, {@code Object} if none is declared
 * @param value the declared type of values, {@code Object} if none is declared
 * @param classLoader finds the classes of what is read
 * @param allow further classes: {@code com.acme.Book}, all of a package {@code com.acme.*}, and of those below it
 *     {@code com.acme.**}
 */
public record Types(Class<?> key, Class<?> value, ClassLoader classLoader, List<String> allow) {

    public Types {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(classLoader, "classLoader");
        allow = List.copyOf(allow);
    }

    /** Keys and values of any type that is allowed without being declared: the JDK's own. */
    public static Types undeclared(ClassLoader classLoader) {
        return new Types(Object.class, Object.class, classLoader, List.of());
    }
}
