// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * A backend's own settings, by name. Each argument is taken once; what nobody took is unknown, and refused.
 *
 * <p>Not thread-safe: read by one factory while it makes one backend.
 */
public final class Arguments {

    private final String owner;
    private final Map<String, String> values;
    private final TreeSet<String> known = new TreeSet<>();

    /**
     * Settings for one backend.
     *
     * @param owner who they belong to, for messages: {@code backend 'heap' of region 'books'}
     */
    public Arguments(String owner, Map<String, String> values) {
        this.owner = owner;
        this.values = new LinkedHashMap<>(values);
    }

    /** The argument of that name, if it was given. */
    public Optional<String> text(String name) {
        known.add(name);
        return Optional.ofNullable(values.remove(name));
    }

    /**
     * The argument of that name as a whole number of at least one, if it was given.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public OptionalLong positive(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(text.get().strip().replace("_", ""));
            if (number > 0) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException e) {
            // Falls through: a word and a negative number deserve the same sentence.
        }
        throw new IllegalArgumentException(
                owner + ": argument '" + name + "' must be a whole number of at least 1, not '" + text.get() + "'");
    }

    /**
     * To be called after the last argument was taken.
     *
     * @throws IllegalArgumentException if arguments are left over
     */
    public void requireNoneLeft() {
        if (!values.isEmpty()) {
            throw new IllegalArgumentException(owner + ": unknown argument '"
                    + values.keySet().iterator().next() + "'; it takes " + (known.isEmpty() ? "none" : known));
        }
    }

    /** An exception about the arguments as a whole. */
    public IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException(owner + ": " + reason);
    }
}
