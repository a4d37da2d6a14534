// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The key of one call of a function: which function, and with which arguments. Calls of different functions, and calls with
 * arguments that differ in value, type, number or order, have different keys.
 *
 * <p>Immutable if the arguments are. Stores of bytes can keep it if they can keep the arguments as keys.
 *
 * @param namespace names the function; chosen by the application, so that it survives a refactoring
 * @param arguments may contain null
 */
public record CallKey(String namespace, List<@Nullable Object> arguments) implements Serializable {

    public CallKey {
        Objects.requireNonNull(namespace, "namespace");
        arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    }

    /** The key of a call with those arguments. */
    public static CallKey of(String namespace, @Nullable Object... arguments) {
        return new CallKey(namespace, Arrays.asList(arguments));
    }

    /** As it would be written: {@code users(7, en)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(namespace).append('(');
        for (Object argument : arguments) {
            text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ").append(argument);
        }
        return text.append(')').toString();
    }
}
