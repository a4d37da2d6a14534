// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A backend's own settings, by name. Each argument is taken once; what nobody took is unknown, and refused.
 *
 * <p>Not thread-safe: read by one factory while it makes one backend.
 */
public final class Arguments {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

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
     * The argument of that name as a duration such as {@code 500ms}, {@code 2s}, {@code 5m} or {@code 1h}, if it was given.
     *
     * @throws IllegalArgumentException if it is anything else, or zero
     */
    public Optional<Duration> duration(String name) {
        return text(name).map(text -> {
            Matcher parts = DURATION.matcher(text.strip());
            long amount = parts.matches() ? Long.parseLong(parts.group(1)) : 0;
            if (amount == 0) {
                throw new IllegalArgumentException(owner + ": argument '" + name
                        + "' must be a duration such as 500ms, 2s, 5m or 1h, not '" + text + "'");
            }
            return Duration.of(amount, UNITS.get(parts.group(2)));
        });
    }

    /**
     * The argument of that name as {@code true} or {@code false}, if it was given.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public Optional<Boolean> flag(String name) {
        return choice(name, List.of("true", "false")).map(Boolean::valueOf);
    }

    /**
     * The argument of that name as one of several words, if it was given.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public Optional<String> choice(String name, Collection<String> words) {
        return text(name).map(String::strip).map(word -> {
            if (!words.contains(word)) {
                throw new IllegalArgumentException(
                        owner + ": argument '" + name + "' must be one of " + words + ", not '" + word + "'");
            }
            return word;
        });
    }

    /** Arguments whose names begin with {@code prefix} and a dot, without that; taken all together. */
    public Map<String, String> nested(String prefix) {
        Map<String, String> nested = new LinkedHashMap<>();
        known.add(prefix + ".*");
        values.keySet().removeIf(name -> {
            boolean taken = name.startsWith(prefix + ".");
            if (taken) {
                nested.put(name.substring(prefix.length() + 1), values.getOrDefault(name, ""));
            }
            return taken;
        });
        return nested;
    }

    /** Who the arguments belong to, for messages. */
    public String owner() {
        return owner;
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
