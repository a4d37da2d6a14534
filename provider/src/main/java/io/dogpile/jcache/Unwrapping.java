// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.Arrays;

/** The one way in which this provider's objects are unwrapped. */
final class Unwrapping {

    private Unwrapping() {}

    /**
     * The first of the candidates that is of the type.
     *
     * @throws IllegalArgumentException if none is
     */
    static <T> T cast(Class<T> type, Object... candidates) {
        for (Object candidate : candidates) {
            if (type.isInstance(candidate)) {
                return type.cast(candidate);
            }
        }
        throw new IllegalArgumentException("cannot be unwrapped as " + type.getName() + "; can be as any of "
                + Arrays.stream(candidates)
                        .map(candidate -> candidate.getClass().getName())
                        .toList());
    }
}
