// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.io.InvalidObjectException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Some options and backend arguments with their values, and where each was set. Immutable; every method that changes
 * something returns another instance.
 *
 * <p>Two instances are equal if their values are, wherever those were set. Serialized, they lose their origins.
 */
public final class Options implements Serializable {

    /** What the names of the backend's own arguments begin with. */
    public static final String ARGUMENT_PREFIX = "arguments.";

    private static final long serialVersionUID = 1L;
    private static final Options NONE = new Options(Map.of(), Map.of());

    private final transient Map<Option<?>, Setting<?>> settings;
    private final transient Map<String, Setting<String>> arguments;

    private Options(Map<Option<?>, Setting<?>> settings, Map<String, Setting<String>> arguments) {
        this.settings = settings;
        this.arguments = arguments;
    }

    /** Nothing is set. */
    public static Options none() {
        return NONE;
    }

    /**
     * These options, with one set by a program.
     *
     * @throws ConfigurationException if the value is not allowed
     */
    public <T> Options with(Option<T> option, T value) {
        return with(option, value, Origin.code(option.name()));
    }

    /**
     * These options, with one set elsewhere.
     *
     * @throws ConfigurationException if the value is not allowed; the message begins with the origin
     */
    public <T> Options with(Option<T> option, T value, Origin origin) {
        T required = option.require(value, origin);
        return with(option, new Setting<>(required, option.shown(option.format(required)), origin));
    }

    /** These options, with one not set. */
    public Options without(Option<?> option) {
        Map<Option<?>, Setting<?>> changed = new LinkedHashMap<>(settings);
        changed.remove(option);
        return new Options(changed, arguments);
    }

    /** These options, with one argument of the backend set by a program. */
    public Options withArgument(String name, String value) {
        return withArgument(name, value, Origin.code(ARGUMENT_PREFIX + name));
    }

    /** These options, with one argument of the backend set elsewhere. */
    public Options withArgument(String name, String value, Origin origin) {
        return withArgument(name, value, value, origin);
    }

    /**
     * These options, with one set by name and text, as configuration files have them.
     *
     * @param name an option's name, or {@code arguments.} and the name of an argument
     * @throws ConfigurationException if there is no such option, or the text is not allowed
     */
    public Options withText(String name, String text, Origin origin) {
        return withText(name, text, text, origin);
    }

    /** As the public one, but {@code shown} stands for the text in messages and logs. */
    Options withText(String name, String text, String shown, Origin origin) {
        if (name.startsWith(ARGUMENT_PREFIX)) {
            return withArgument(name.substring(ARGUMENT_PREFIX.length()), text, shown, origin);
        }
        Option<?> option = Option.named(name)
                .orElseThrow(() -> new ConfigurationException(origin + ": " + UnknownOption.message(name)));
        return withText(option, text, shown, origin);
    }

    /** The value, if it is set. */
    public <T> Optional<T> value(Option<T> option) {
        return setting(option).map(setting -> option.type().cast(setting.value()));
    }

    /**
     * The value, or the option's default.
     *
     * @throws IllegalArgumentException if the option is not set and has no default
     */
    public <T> T valueOrDefault(Option<T> option) {
        return value(option)
                .or(option::byDefault)
                .orElseThrow(() -> new IllegalArgumentException(option + " is not set and has no default"));
    }

    /** Where the option was set, if it is. */
    public Optional<Origin> origin(Option<?> option) {
        return setting(option).map(Setting::origin);
    }

    /** The backend's own arguments, in the order in which they were set; unmodifiable. */
    public Map<String, String> arguments() {
        Map<String, String> values = new LinkedHashMap<>();
        arguments.forEach((name, setting) -> values.put(name, setting.value()));
        return Collections.unmodifiableMap(values);
    }

    /** Where the argument was set, if it is. */
    public Optional<Origin> argumentOrigin(String name) {
        return Optional.ofNullable(arguments.get(name)).map(Setting::origin);
    }

    public boolean isEmpty() {
        return settings.isEmpty() && arguments.isEmpty();
    }

    /**
     * These options, completed by those of a layer below. Backend arguments are completed name by name, unless these
     * options name another backend than the layer below (or than the default, if that names none): arguments of one
     * backend are never handed to another.
     */
    public Options over(Options lower) {
        Map<Option<?>, Setting<?>> all = new LinkedHashMap<>(lower.settings);
        all.putAll(settings);
        Map<String, Setting<String>> merged = new LinkedHashMap<>();
        if (value(Option.BACKEND)
                .map(lower.valueOrDefault(Option.BACKEND)::equals)
                .orElse(true)) {
            merged.putAll(lower.arguments);
        }
        merged.putAll(arguments);
        return new Options(all, merged);
    }

    /**
     * The settings of a region: these options, the rest at their defaults.
     *
     * @param defaultStaleFor what {@link Option#STALE_FOR} is if it is not set: zero for a cache,
     *     {@link Durations#UNLIMITED} for a region without one
     * @throws ConfigurationException if options contradict each other; the message names them and where they were set
     */
    public RegionSettings toRegionSettings(Duration defaultStaleFor) {
        BackendSettings backend = new BackendSettings(valueOrDefault(Option.BACKEND), arguments());
        Freshness freshness = new Freshness(
                valueOrDefault(Option.EXPIRY),
                value(Option.STALE_FOR).orElse(defaultStaleFor),
                valueOrDefault(Option.STALE_IF_ERROR),
                valueOrDefault(Option.JITTER),
                valueOrDefault(Option.EARLY_REGENERATION));
        Sharing sharing = new Sharing(
                valueOrDefault(Option.NAMESPACE),
                valueOrDefault(Option.LEASE),
                valueOrDefault(Option.POLL_AT_MOST),
                valueOrDefault(Option.ON_BACKEND_FAILURE));
        return new RegionSettings(backend, freshness, loading(), encoding(), sharing);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Options that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    /** Every setting by name; secrets and what placeholders stand for are not shown. */
    @Override
    public String toString() {
        Map<String, String> shown = new LinkedHashMap<>();
        settings.forEach((option, setting) -> shown.put(option.name(), setting.shown()));
        arguments.forEach((name, setting) -> shown.put(ARGUMENT_PREFIX + name, setting.shown()));
        return shown.toString();
    }

    private Loading loading() {
        try {
            return new Loading(
                    valueOrDefault(Option.REGENERATION),
                    valueOrDefault(Option.WAIT_AT_MOST),
                    valueOrDefault(Option.ON_WAIT_TIMEOUT),
                    valueOrDefault(Option.LOAD_AT_MOST),
                    valueOrDefault(Option.COOL_DOWN),
                    valueOrDefault(Option.COOL_DOWN_AT_MOST),
                    valueOrDefault(Option.REMEMBER_NULL));
        } catch (ConfigurationException e) {
            throw contradiction(e, Option.COOL_DOWN, Option.COOL_DOWN_AT_MOST);
        }
    }

    private Encoding encoding() {
        try {
            return new Encoding(
                    valueOrDefault(Option.VALUE_CODEC),
                    value(Option.ALLOW).orElse(ClassPatterns.NONE),
                    valueOrDefault(Option.MAXIMUM_VALUE_SIZE),
                    valueOrDefault(Option.COMPRESS_ABOVE),
                    valueOrDefault(Option.PROTECTION),
                    value(Option.PROTECTION_KEYS).orElse(ProtectionKeys.NONE));
        } catch (ConfigurationException e) {
            throw contradiction(e, Option.PROTECTION, Option.PROTECTION_KEYS);
        }
    }

    /** Each value was checked when it was set, so this is a contradiction between two. */
    private ConfigurationException contradiction(ConfigurationException e, Option<?> one, Option<?> other) {
        return new ConfigurationException(e.getMessage() + " (" + where(one) + ", " + where(other) + ")");
    }

    private String where(Option<?> option) {
        return origin(option).map(Origin::toString).orElse(option + ": the default");
    }

    private Optional<Setting<?>> setting(Option<?> option) {
        return Optional.ofNullable(settings.get(Objects.requireNonNull(option, "option")));
    }

    private <T> Options withText(Option<T> option, String text, String shown, Origin origin) {
        return with(option, new Setting<>(option.read(text, origin, shown), option.shown(shown), origin));
    }

    private <T> Options with(Option<T> option, Setting<T> setting) {
        Map<Option<?>, Setting<?>> changed = new LinkedHashMap<>(settings);
        changed.put(option, setting);
        return new Options(changed, arguments);
    }

    private Options withArgument(String name, String value, String shown, Origin origin) {
        try {
            BackendSettings.checkArgument(name, value);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(origin + ": " + e.getMessage());
        }
        Map<String, Setting<String>> changed = new LinkedHashMap<>(arguments);
        changed.put(name, new Setting<>(value, Secrets.hidden(name, shown), origin));
        return new Options(settings, changed);
    }

    /** Everything as names and texts, unredacted: what makes two instances equal, and what is serialized. */
    private Map<String, String> text() {
        Map<String, String> text = new LinkedHashMap<>();
        settings.forEach((option, setting) -> text.put(option.name(), formatted(option, setting)));
        arguments.forEach((name, setting) -> text.put(ARGUMENT_PREFIX + name, setting.value()));
        return text;
    }

    private static <T> String formatted(Option<T> option, Setting<?> setting) {
        return option.format(option.type().cast(setting.value()));
    }

    private Object writeReplace() {
        return new Serialized(new LinkedHashMap<>(text()));
    }

    private Object readResolve() throws InvalidObjectException {
        throw new InvalidObjectException("options are read in the form in which they are written, and no other");
    }

    /** What is written in place of options, so that reading passes through the same checks as a file. */
    private record Serialized(LinkedHashMap<String, String> text) implements Serializable {

        private Object readResolve() {
            Options options = NONE;
            for (Map.Entry<String, String> setting : text.entrySet()) {
                options = options.withText(setting.getKey(), setting.getValue(), Origin.code(setting.getKey()));
            }
            return options;
        }
    }
}
