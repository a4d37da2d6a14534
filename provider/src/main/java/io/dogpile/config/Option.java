// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set: its name, what its values look like, its default, and what it is for. Every option is
 * here, once; files, programs and documentation take it from here. Beside these there are the backend's own
 * {@code arguments.*}.
 *
 * @param <T> the type of the option's values
 */
public final class Option<T> {

    /** To what an option applies. */
    public enum Scope {
        /** Every region, and the region of every cache. */
        REGION,
        /** Caches only. */
        CACHE
    }

    /** In the order of their declaration; this one must come first. */
    private static final List<Option<?>> ALL = new ArrayList<>();

    public static final Option<String> BACKEND = region("backend", Form.NAME, "heap", "where values live");

    public static final Option<Expiry> EXPIRY = region(
            "expiry", Form.EXPIRY, Expiry.eternal(), "how long a value is fresh, and which operations count anew");

    public static final Option<Duration> STALE_FOR = region(
            "stale-for",
            Form.UNLIMITED_DURATION,
            Duration.ZERO,
            "how long an expired value may be served while a new one is made;"
                    + " a region that is made without a cache has unlimited");

    public static final Option<Duration> STALE_IF_ERROR = region(
            "stale-if-error",
            Form.DURATION,
            Duration.ZERO,
            "how much longer an expired value may be served if making a new one fails");

    public static final Option<Regeneration> REGENERATION = region(
            "regeneration",
            Form.choice(Regeneration.class),
            Regeneration.CALLER,
            "who makes the new value of an expired one: the caller that finds it, or an executor");

    public static final Option<Double> JITTER = region(
            "jitter",
            Form.FRACTION,
            0.0,
            "by which fraction at most a lifetime is shortened at random, so that values do not expire together");

    public static final Option<Double> EARLY_REGENERATION = region(
            "early-regeneration",
            Form.FACTOR,
            0.0,
            "how eagerly hot values are made anew before they expire, in proportion to the time it takes; 0 is off");

    public static final Option<Duration> WAIT_AT_MOST = region(
            "wait-at-most",
            Form.POSITIVE_DURATION,
            Duration.ofMinutes(1),
            "how long a caller waits for the load of another");

    public static final Option<OnWaitTimeout> ON_WAIT_TIMEOUT = region(
            "on-wait-timeout",
            Form.choice(OnWaitTimeout.class),
            OnWaitTimeout.FAIL,
            "what a caller does that has waited in vain: fail, or load without storing");

    public static final Option<Duration> LOAD_AT_MOST = region(
            "load-at-most",
            Form.POSITIVE_DURATION,
            Duration.ofMinutes(1),
            "how long one load may keep the others waiting");

    public static final Option<Duration> COOL_DOWN = region(
            "cool-down",
            Form.DURATION,
            Duration.ofMillis(100),
            "how long a key rests after a first failed load; 0s is off");

    public static final Option<Duration> COOL_DOWN_AT_MOST = region(
            "cool-down-at-most",
            Form.DURATION,
            Duration.ofSeconds(10),
            "the longest rest, after many failures; not shorter than cool-down");

    public static final Option<Duration> REMEMBER_NULL = region(
            "remember-null",
            Form.DURATION,
            Duration.ZERO,
            "how long the answer that there is no value is remembered; 0s is off");

    public static final Option<String> NAMESPACE = region(
            "namespace",
            Form.NAMESPACE,
            "dogpile",
            "what processes that share a backend have in common; regions of one name in one namespace are the same");

    public static final Option<Duration> LEASE = region(
            "lease",
            Form.POSITIVE_DURATION,
            Duration.ofSeconds(3),
            "how long another process that makes a value is trusted to be alive without a sign of it");

    public static final Option<Duration> POLL_AT_MOST = region(
            "poll-at-most",
            Form.POSITIVE_DURATION,
            Duration.ofMillis(25),
            "the longest pause between two looks at what another process makes, where the backend does not tell");

    public static final Option<OnBackendFailure> ON_BACKEND_FAILURE = region(
            "on-backend-failure",
            Form.choice(OnBackendFailure.class),
            OnBackendFailure.LOAD,
            "what a read does that may make a value if the backend fails: load without storing, or fail");

    public static final Option<ClassNames> WRAP =
            region("wrap", Form.CLASS_NAMES, null, "proxies around the backend, the outermost first");

    public static final Option<String> VALUE_CODEC = region(
            "value-codec",
            Form.CODEC_NAME,
            "java",
            "how values become bytes that are no plain values of the JDK: java for Java serialisation,"
                    + " json with the artifact dogpile-codec-jackson");

    public static final Option<String> KEY_CODEC = region(
            "key-codec",
            Form.CLASS,
            null,
            "how keys become bytes, instead of their canonical form: " + Form.made("an io.dogpile.codec.KeyCodec"));

    public static final Option<ClassPatterns> ALLOW = region(
            "allow",
            Form.CLASSES,
            null,
            "which classes may be read from the backend, beside the JDK's values and what the declared types are made of");

    public static final Option<Integer> MAXIMUM_VALUE_SIZE =
            region("maximum-value-size", Form.POSITIVE_SIZE, 4 << 20, "how large one value may be as bytes");

    public static final Option<Integer> COMPRESS_ABOVE = region(
            "compress-above", Form.SIZE, 0, "from which size on values are compressed if that saves a tenth; 0 is off");

    public static final Option<ProtectionKind> PROTECTION = region(
            "protection",
            Form.choice(ProtectionKind.class),
            ProtectionKind.NONE,
            "whether values in the backend are signed (HMAC-SHA-256), or encrypted and signed (AES-256-GCM)");

    public static final Option<ProtectionKeys> PROTECTION_KEYS = region(
            "protection-keys",
            Form.KEYS,
            null,
            "the keys for that; the first one writes, all read, so that keys can be changed one after the other");

    public static final Option<Boolean> STORE_BY_VALUE =
            cache("store-by-value", Form.BOOLEAN, true, "whether values are copied on their way in and out");

    public static final Option<Boolean> STATISTICS =
            cache("statistics", Form.BOOLEAN, false, "whether the cache counts, and shows its counts in JMX");

    public static final Option<Boolean> MANAGEMENT =
            cache("management", Form.BOOLEAN, false, "whether the cache shows its configuration in JMX");

    public static final Option<Boolean> READ_THROUGH =
            cache("read-through", Form.BOOLEAN, false, "whether a read that finds nothing asks the loader");

    public static final Option<Boolean> WRITE_THROUGH =
            cache("write-through", Form.BOOLEAN, false, "whether every change goes to the writer first");

    public static final Option<String> KEY_TYPE =
            cache("key-type", Form.CLASS, "java.lang.Object", "the class of the keys");

    public static final Option<String> VALUE_TYPE =
            cache("value-type", Form.CLASS, "java.lang.Object", "the class of the values");

    public static final Option<String> LOADER =
            cache("loader", Form.CLASS, null, Form.made("a javax.cache.integration.CacheLoader"));

    public static final Option<String> WRITER =
            cache("writer", Form.CLASS, null, Form.made("a javax.cache.integration.CacheWriter"));

    private final String name;
    private final Scope scope;
    private final Form<T> form;
    private final @Nullable T byDefault;
    private final String documentation;

    private Option(String name, Scope scope, Form<T> form, @Nullable T byDefault, String documentation) {
        this.name = name;
        this.scope = scope;
        this.form = form;
        this.byDefault = byDefault;
        this.documentation = documentation;
        ALL.add(this);
    }

    /** Every option, in the order of the documentation. */
    public static List<Option<?>> all() {
        return Collections.unmodifiableList(ALL);
    }

    /** The option of that exact name. */
    public static Optional<Option<?>> named(String name) {
        return ALL.stream().filter(option -> option.name.equals(name)).findFirst();
    }

    /** The name that files use: {@code stale-for}. */
    public String name() {
        return name;
    }

    public Scope scope() {
        return scope;
    }

    /** The class of the option's values. */
    public Class<T> type() {
        return form.type();
    }

    /** The value of an option that nobody sets; nothing where the default is to have none. */
    public Optional<T> byDefault() {
        return Optional.ofNullable(byDefault);
    }

    /** What the option is for, in words that can follow its name and a colon. */
    public String documentation() {
        return documentation;
    }

    /** What is allowed, in words that can follow "allowed is". */
    public String allowed() {
        return form.allowed();
    }

    /** The value as files have it. */
    public String format(T value) {
        return form.writer().apply(value);
    }

    @Override
    public String toString() {
        return name;
    }

    T require(T value) {
        return require(value, name);
    }

    /** The value, if it is a legal one; a refusal's message begins with {@code where}. */
    T require(T value, Object where) {
        Objects.requireNonNull(value, name);
        try {
            return form.rule().apply(value);
        } catch (ConfigurationException e) {
            throw refusal(where, shown(format(value)), e);
        }
    }

    /** The value of a text, of which a refusal shows {@code shown} only. */
    T read(String text, Object where, String shown) {
        try {
            return form.read(text.strip());
        } catch (ConfigurationException e) {
            throw refusal(where, shown(shown), e);
        }
    }

    /** The text as it may be shown. */
    String shown(String text) {
        return Secrets.hidden(name, text);
    }

    private ConfigurationException refusal(Object where, String shown, ConfigurationException reason) {
        return new ConfigurationException(
                "%s: '%s' %s; allowed is %s".formatted(where, shown, reason.getMessage(), allowed()));
    }

    private static <T> Option<T> region(String name, Form<T> form, @Nullable T byDefault, String documentation) {
        return new Option<>(name, Scope.REGION, form, byDefault, documentation);
    }

    private static <T> Option<T> cache(String name, Form<T> form, @Nullable T byDefault, String documentation) {
        return new Option<>(name, Scope.CACHE, form, byDefault, documentation);
    }
}
