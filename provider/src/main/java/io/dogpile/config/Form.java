// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the values of an option look like. A refusal's message is a predicate without a subject ("has no unit"),
 * because only the caller knows whether the value may be shown.
 *
 * @param type the values' class
 * @param allowed what is allowed, in words that follow "allowed is"
 * @param reader makes a value of a text without white space around it, or refuses
 * @param rule returns its argument, or refuses
 * @param writer the inverse of the reader
 */
record Form<T>(
        Class<T> type, String allowed, Function<String, T> reader, UnaryOperator<T> rule, Function<T, String> writer) {

    private static final Pattern BACKEND_NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern NAMESPACE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,18})?");
    private static final int PERCENT = 2;

    static final Form<Duration> DURATION = duration(Durations.EXAMPLES, Durations::bounded);
    static final Form<Duration> POSITIVE_DURATION =
            duration(Durations.EXAMPLES + ", more than zero", Durations::positive);
    static final Form<Duration> UNLIMITED_DURATION =
            duration("unlimited, or " + Durations.EXAMPLES, Durations::settable);

    static final Form<Boolean> BOOLEAN =
            new Form<>(Boolean.class, "true or false", Form::readBoolean, UnaryOperator.identity(), String::valueOf);

    static final Form<String> NAME = text(
            "a backend's name: small letters, digits and hyphens, with a letter first",
            name -> BACKEND_NAME.matcher(name).matches());

    static final Form<String> CODEC_NAME = text(
            "a codec's name: small letters, digits and hyphens, with a letter first",
            name -> BACKEND_NAME.matcher(name).matches());

    static final Form<String> NAMESPACE = text(
            "1 to 64 letters, digits, dots, hyphens and underscores, all of ASCII",
            name -> NAMESPACE_NAME.matcher(name).matches());

    static final Form<Integer> SIZE = size(Sizes.EXAMPLES, 0);
    static final Form<Integer> POSITIVE_SIZE = size(Sizes.EXAMPLES + ", at least 1", 1);

    static final Form<ClassPatterns> CLASSES = new Form<>(
            ClassPatterns.class,
            "the full names of classes, of packages as in com.acme.*, and of those with all below as in com.acme.**,"
                    + " separated by commas",
            ClassPatterns::parse,
            UnaryOperator.identity(),
            ClassPatterns::toString);

    static final Form<ClassNames> CLASS_NAMES = new Form<>(
            ClassNames.class,
            "the full names of classes, separated by commas",
            ClassNames::parse,
            UnaryOperator.identity(),
            ClassNames::toString);

    static final Form<ProtectionKeys> KEYS = new Form<>(
            ProtectionKeys.class,
            "number:key, with numbers from 1 to 255 and keys of 32 bytes in Base64, separated by commas",
            ProtectionKeys::parse,
            UnaryOperator.identity(),
            ProtectionKeys::text);

    static final Form<String> CLASS = text("the full name of a class", Form::isClassName);

    static final Form<Expiry> EXPIRY = new Form<>(
            Expiry.class,
            "eternal, or one of created, modified and touched followed by a duration: created 10m",
            Form::readExpiry,
            UnaryOperator.identity(),
            Expiry::toString);

    static final Form<Double> FRACTION = new Form<>(
            Double.class,
            "a fraction from 0 to below 1, or from 0% to below 100%",
            Form::readFraction,
            value -> inRange(value, value < 1, "is not below 1"),
            Form::percent);

    static final Form<Double> FACTOR = new Form<>(
            Double.class,
            "a decimal number of 0 or more",
            Form::readNumber,
            value -> inRange(value, Double.isFinite(value), "is not finite"),
            value -> plain(value, 0));

    static <E extends Enum<E>> Form<E> choice(Class<E> type) {
        String allowed = Arrays.stream(type.getEnumConstants()).map(Form::word).collect(Collectors.joining(" or "));
        return new Form<>(type, allowed, text -> readChoice(type, text), UnaryOperator.identity(), Form::word);
    }

    T read(String text) {
        if (text.isEmpty()) {
            throw new ConfigurationException("is empty");
        }
        return rule.apply(reader.apply(text));
    }

    private static Form<Duration> duration(String allowed, UnaryOperator<Duration> rule) {
        return new Form<>(Duration.class, allowed, Durations::read, rule, Durations::format);
    }

    private static Form<Integer> size(String allowed, int least) {
        return new Form<>(Integer.class, allowed, Sizes::read, bytes -> Sizes.require(bytes, least), Sizes::format);
    }

    private static Form<String> text(String allowed, Predicate<String> rule) {
        return new Form<>(
                String.class,
                allowed,
                Function.identity(),
                text -> {
                    if (!rule.test(text)) {
                        throw new ConfigurationException("is not such a name");
                    }
                    return text;
                },
                Function.identity());
    }

    /** What an option is for that names a class of which one instance is made. */
    static String made(String type) {
        return type + ", with a public constructor without parameters";
    }

    static boolean isClassName(String text) {
        return Arrays.stream(text.split("\\.", -1)).allMatch(Form::isIdentifier);
    }

    private static boolean isIdentifier(String part) {
        return !part.isEmpty()
                && Character.isJavaIdentifierStart(part.charAt(0))
                && part.chars().allMatch(Character::isJavaIdentifierPart);
    }

    private static Boolean readBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigurationException("is neither");
        };
    }

    private static <E extends Enum<E>> E readChoice(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("is neither"));
    }

    private static Expiry readExpiry(String text) {
        String[] words = text.split("\\s+", 2);
        Expiry.Kind kind = Arrays.stream(Expiry.Kind.values())
                .filter(candidate -> word(candidate).equals(words[0]))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("begins with none of the known kinds"));
        if (kind == Expiry.Kind.ETERNAL) {
            return eternal(words.length);
        }
        if (words.length == 1) {
            throw new ConfigurationException("lacks a duration");
        }
        return new Expiry(kind, readLifetime(words[1]));
    }

    private static Expiry eternal(int words) {
        if (words > 1) {
            throw new ConfigurationException("has a duration, and eternal takes none");
        }
        return Expiry.eternal();
    }

    private static Duration readLifetime(String text) {
        try {
            return Durations.bounded(Durations.read(text));
        } catch (ConfigurationException e) {
            throw new ConfigurationException("has a duration that " + e.getMessage());
        }
    }

    private static Double readFraction(String text) {
        boolean percent = text.endsWith("%");
        String digits = percent ? text.substring(0, text.length() - 1).stripTrailing() : text;
        return readDecimal(digits).movePointLeft(percent ? PERCENT : 0).doubleValue();
    }

    private static Double readNumber(String text) {
        return readDecimal(text).doubleValue();
    }

    private static BigDecimal readDecimal(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new ConfigurationException("is not such a number");
        }
        return new BigDecimal(text);
    }

    private static Double inRange(Double value, boolean below, String otherwise) {
        if (!(value >= 0)) {
            throw new ConfigurationException("is not 0 or more");
        }
        if (!below) {
            throw new ConfigurationException(otherwise);
        }
        return value;
    }

    private static String percent(Double value) {
        return plain(value, PERCENT) + "%";
    }

    private static String plain(Double value, int shift) {
        // What is not finite is refused, but has to be shown for that.
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value)
                        .movePointRight(shift)
                        .stripTrailingZeros()
                        .toPlainString()
                : value.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
