// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.codec.KeyCodec;
import io.dogpile.config.ConfigurationException;
import io.dogpile.config.Expiry;
import io.dogpile.config.OnWaitTimeout;
import io.dogpile.config.Option;
import io.dogpile.config.Options;
import io.dogpile.config.Regeneration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * A cache's configuration: all of JCache's, and the provider's own options.
 *
 * <pre>{@code
 * CompleteConfiguration<Long, Book> books = DogpileConfiguration.of(Long.class, Book.class)
 *         .loader(BookLoader::new)
 *         .readThrough(true)
 *         .expiry(Expiry.created(Duration.ofMinutes(10)))
 *         .staleFor(Duration.ofHours(1))
 *         .regeneration(Regeneration.BACKGROUND);
 * }</pre>
 *
 * <p>Immutable and thread-safe: every method that sets something returns another instance. What is not set has JCache's
 * default (stored by value, eternal, everything else off); an option of the provider that is not set has what the
 * manager's configuration file says, or else its own default. No argument may be null; a value that an option does not
 * allow is refused at once with a {@link ConfigurationException}. Serializable as far as the factories are.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class DogpileConfiguration<K, V> extends StandardConfiguration<K, V> {

    private static final long serialVersionUID = 1L;

    private final Options options;
    private final @Nullable Factory<? extends KeyCodec<? super K>> keyCodec;

    private DogpileConfiguration(
            MutableConfiguration<K, V> settings,
            List<CacheEntryListenerConfiguration<K, V>> listeners,
            Options options,
            @Nullable Factory<? extends KeyCodec<? super K>> keyCodec) {
        super(settings, listeners);
        this.options = options;
        this.keyCodec = keyCodec;
    }

    /** A configuration of which nothing is set, for any keys and values. */
    public static <K, V> DogpileConfiguration<K, V> untyped() {
        return new DogpileConfiguration<>(new MutableConfiguration<>(), List.of(), Options.none(), null);
    }

    /** A configuration for keys and values of these classes, of which nothing else is set. */
    public static <K, V> DogpileConfiguration<K, V> of(Class<K> keyType, Class<V> valueType) {
        return DogpileConfiguration.<K, V>untyped().types(keyType, valueType);
    }

    /**
     * What another configuration says at this moment.
     *
     * @throws IllegalArgumentException if it has two equal configurations of listeners
     */
    public static <K, V> DogpileConfiguration<K, V> copyOf(Configuration<K, V> configuration) {
        Objects.requireNonNull(configuration, "configuration");
        if (configuration instanceof DogpileConfiguration<K, V> immutable) {
            return immutable;
        }
        DogpileConfiguration<K, V> copy =
                new DogpileConfiguration<>(settingsOf(configuration), List.of(), Options.none(), null);
        if (configuration instanceof CompleteConfiguration<K, V> complete) {
            for (CacheEntryListenerConfiguration<K, V> listener : complete.getCacheEntryListenerConfigurations()) {
                copy = copy.listener(listener);
            }
        }
        return copy;
    }

    /** The classes of keys and values; {@code Object} by default. */
    public DogpileConfiguration<K, V> types(Class<K> keyType, Class<V> valueType) {
        Objects.requireNonNull(keyType, "keyType");
        Objects.requireNonNull(valueType, "valueType");
        return with(changed -> changed.setTypes(keyType, valueType));
    }

    /** Whether keys and values are copied on their way in and out; true by default. */
    public DogpileConfiguration<K, V> storeByValue(boolean enabled) {
        return with(changed -> changed.setStoreByValue(enabled));
    }

    /** Whether a read that finds nothing asks the loader; false by default. */
    public DogpileConfiguration<K, V> readThrough(boolean enabled) {
        return with(changed -> changed.setReadThrough(enabled));
    }

    /** Whether every change goes to the writer first; false by default. */
    public DogpileConfiguration<K, V> writeThrough(boolean enabled) {
        return with(changed -> changed.setWriteThrough(enabled));
    }

    /** Whether the cache counts, and shows its counts in JMX; false by default. */
    public DogpileConfiguration<K, V> statistics(boolean enabled) {
        return with(changed -> changed.setStatisticsEnabled(enabled));
    }

    /** Whether the cache shows its configuration in JMX; false by default. */
    public DogpileConfiguration<K, V> management(boolean enabled) {
        return with(changed -> changed.setManagementEnabled(enabled));
    }

    /** Makes the loader, for {@code loadAll} and, with {@link #readThrough}, for reads. */
    public DogpileConfiguration<K, V> loader(Factory<? extends CacheLoader<K, V>> factory) {
        Objects.requireNonNull(factory, "factory");
        return with(changed -> changed.setCacheLoaderFactory(factory));
    }

    /** Makes the writer, for {@link #writeThrough}. */
    public DogpileConfiguration<K, V> writer(Factory<? extends CacheWriter<? super K, ? super V>> factory) {
        Objects.requireNonNull(factory, "factory");
        return with(changed -> changed.setCacheWriterFactory(factory));
    }

    /** Makes the policy that says how long values are fresh; takes the place of an {@link #expiry}. */
    public DogpileConfiguration<K, V> expiryPolicy(Factory<? extends ExpiryPolicy> factory) {
        Objects.requireNonNull(factory, "factory");
        return options(options.without(Option.EXPIRY)).with(changed -> changed.setExpiryPolicyFactory(factory));
    }

    /** How long values are fresh, eternally by default; takes the place of an {@link #expiryPolicy}. */
    public DogpileConfiguration<K, V> expiry(Expiry expiry) {
        return with(Option.EXPIRY, expiry).with(changed -> changed.setExpiryPolicyFactory(ExpiryOption.policy(expiry)));
    }

    /**
     * One more listener.
     *
     * @throws IllegalArgumentException if there is an equal one
     */
    public DogpileConfiguration<K, V> listener(CacheEntryListenerConfiguration<K, V> listener) {
        Objects.requireNonNull(listener, "listener");
        List<CacheEntryListenerConfiguration<K, V>> listeners = new ArrayList<>(getCacheEntryListenerConfigurations());
        if (listeners.contains(listener)) {
            throw new IllegalArgumentException("an equal listener configuration is there already");
        }
        listeners.add(listener);
        return withListeners(listeners);
    }

    /** The name of the backend that keeps the values; {@code heap} by default. */
    public DogpileConfiguration<K, V> backend(String name) {
        return with(Option.BACKEND, name);
    }

    /** Something that the backend alone understands. */
    public DogpileConfiguration<K, V> argument(String name, String value) {
        return options(options.withArgument(name, value));
    }

    /** How long an expired value may be served while a new one is made; zero by default. */
    public DogpileConfiguration<K, V> staleFor(Duration duration) {
        return with(Option.STALE_FOR, duration);
    }

    /** How much longer an expired value may be served if making a new one fails; zero by default. */
    public DogpileConfiguration<K, V> staleIfError(Duration duration) {
        return with(Option.STALE_IF_ERROR, duration);
    }

    /** Who makes the new value of an expired one; the caller that finds it by default. */
    public DogpileConfiguration<K, V> regeneration(Regeneration regeneration) {
        return with(Option.REGENERATION, regeneration);
    }

    /** By which fraction, from 0 to below 1, a lifetime is shortened at most, at random; 0 by default. */
    public DogpileConfiguration<K, V> jitter(double fraction) {
        return with(Option.JITTER, fraction);
    }

    /** How eagerly hot values are made anew before they expire; 0, the default, is not at all, 1 a good start. */
    public DogpileConfiguration<K, V> earlyRegeneration(double factor) {
        return with(Option.EARLY_REGENERATION, factor);
    }

    /** How long a caller waits for the load of another; more than zero, one minute by default. */
    public DogpileConfiguration<K, V> waitAtMost(Duration duration) {
        return with(Option.WAIT_AT_MOST, duration);
    }

    /** What a caller does that has waited in vain; it fails by default. */
    public DogpileConfiguration<K, V> onWaitTimeout(OnWaitTimeout reaction) {
        return with(Option.ON_WAIT_TIMEOUT, reaction);
    }

    /** How long one load may keep the others waiting; more than zero, one minute by default. */
    public DogpileConfiguration<K, V> loadAtMost(Duration duration) {
        return with(Option.LOAD_AT_MOST, duration);
    }

    /** How long a key rests after a first failed load; zero is not at all, 100 milliseconds by default. */
    public DogpileConfiguration<K, V> coolDown(Duration duration) {
        return with(Option.COOL_DOWN, duration);
    }

    /** The longest rest, after many failures; 10 seconds by default. */
    public DogpileConfiguration<K, V> coolDownAtMost(Duration duration) {
        return with(Option.COOL_DOWN_AT_MOST, duration);
    }

    /** How long the loader's answer that there is no value is remembered; zero, the default, is not at all. */
    public DogpileConfiguration<K, V> rememberNull(Duration duration) {
        return with(Option.REMEMBER_NULL, duration);
    }

    /** Makes the codec of the keys, for backends that keep bytes; it and {@link Option#KEY_CODEC} replace each other. */
    public DogpileConfiguration<K, V> keyCodec(Factory<? extends KeyCodec<? super K>> factory) {
        Objects.requireNonNull(factory, "factory");
        Options others = options.without(Option.KEY_CODEC);
        return new DogpileConfiguration<>(settings(x -> {}), getCacheEntryListenerConfigurations(), others, factory);
    }

    /** Any option of a region: how it shares its backend with other processes, say, and how values become bytes there. */
    public <T> DogpileConfiguration<K, V> option(Option<T> option, T value) {
        if (option.scope() == Option.Scope.CACHE) {
            throw new IllegalArgumentException("option '" + option + "' has a method of its own");
        }
        return option == Option.EXPIRY ? expiry((Expiry) value) : with(option, value);
    }

    /** What {@link #keyCodec(Factory)} was given; null if it was not. */
    public @Nullable Factory<? extends KeyCodec<? super K>> getKeyCodecFactory() {
        return keyCodec;
    }

    /** The options of the provider that are set here, and the arguments of the backend. */
    public Options options() {
        return options;
    }

    /** Everything must be equal but the order of the listeners; never equal to a configuration of another class. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DogpileConfiguration<?, ?> that
                && super.equals(that)
                && options.equals(that.options)
                && Objects.equals(keyCodec, that.keyCodec);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), options, keyCodec);
    }

    /** What is set, without secrets. */
    @Override
    public String toString() {
        return "DogpileConfiguration{%s, keyCodec=%s, options=%s}"
                .formatted(super.toString(), shown(keyCodec), options);
    }

    /** Without the listener of an equal configuration, if there is one. */
    DogpileConfiguration<K, V> withoutListener(CacheEntryListenerConfiguration<K, V> listener) {
        Objects.requireNonNull(listener, "listener");
        return withListeners(getCacheEntryListenerConfigurations().stream()
                .filter(present -> !present.equals(listener))
                .toList());
    }

    /** These options instead of the present ones; the expiry policy stays as it is, and the key codec if they name none. */
    DogpileConfiguration<K, V> options(Options replacement) {
        var codec = replacement.value(Option.KEY_CODEC).isPresent() ? null : keyCodec;
        return new DogpileConfiguration<>(settings(x -> {}), getCacheEntryListenerConfigurations(), replacement, codec);
    }

    private DogpileConfiguration<K, V> withListeners(List<CacheEntryListenerConfiguration<K, V>> replacement) {
        return new DogpileConfiguration<>(settings(x -> {}), replacement, options, keyCodec);
    }

    private <T> DogpileConfiguration<K, V> with(Option<T> option, T value) {
        return options(options.with(option, value));
    }

    private DogpileConfiguration<K, V> with(Consumer<MutableConfiguration<K, V>> change) {
        return new DogpileConfiguration<>(settings(change), getCacheEntryListenerConfigurations(), options, keyCodec);
    }
}
