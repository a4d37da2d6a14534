// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Tells objects that nobody can change, and that therefore need not be copied. */
final class Immutables {

    private static final Set<Class<?>> VALUES = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class,
            Locale.class,
            Currency.class,
            Class.class);

    private static final ClassValue<Boolean> KNOWN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isValue(type) || isRecordOfValues(type, new HashSet<>());
        }
    };

    private Immutables() {}

    static boolean isImmutable(Object object) {
        return KNOWN.get(object.getClass());
    }

    private static boolean isValue(Class<?> type) {
        return type.isPrimitive()
                || VALUES.contains(type)
                || Enum.class.isAssignableFrom(type)
                || type.getPackageName().equals("java.time");
    }

    private static boolean isRecordOfValues(Class<?> type, Set<Class<?>> around) {
        return type.isRecord()
                && around.add(type)
                && Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .allMatch(part -> isValue(part) ? isFixed(part) : isRecordOfValues(part, around));
    }

    /** What is declared as a class that others may extend can hold anything. */
    private static boolean isFixed(Class<?> part) {
        return part != BigInteger.class && part != BigDecimal.class;
    }
}
