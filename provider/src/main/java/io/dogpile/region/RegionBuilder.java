// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.SharedClients;
import io.dogpile.codec.KeyCodec;
import io.dogpile.config.Expiry;
import io.dogpile.config.Option;
import io.dogpile.config.Options;
import io.dogpile.config.PrefixedProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes a region. Everything has a default: values on the heap that stay fresh for ever and, where a lifetime is given, are
 * served stale without limit of age while one caller makes a new one.
 *
 * <p>Not thread-safe. Each {@link #build} makes another region.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public final class RegionBuilder<K, V> {

    // What has been said, for Assembly.
    final String name;
    final List<UnaryOperator<Backend<K, V>>> wraps = new ArrayList<>();
    Options options = Options.none();

    @Nullable
    Environment environment;

    @Nullable
    Executor executor;

    @Nullable
    Lifetimes<K, V> lifetimes;

    @Nullable
    RegionListener<K, V> listener;

    @Nullable
    ClassLoader classLoader;

    @Nullable
    Backend<K, V> backend;

    @Nullable
    Backend<String, byte[]> bytes;

    @Nullable
    KeyCodec<? super K> keyCodec;

    SharedClients clients = new SharedClients();
    Class<?> keyType = Object.class;
    Class<?> valueType = Object.class;
    UnaryOperator<RuntimeException> failures = failure -> failure;
    Runnable onEviction = () -> {};

    @Nullable
    UnaryOperator<K> keyMangler;

    @Nullable
    Tagging<K, V> tagging;

    @Nullable
    InvalidationStrategy<K> strategy;

    @Nullable
    RegionObserver<? super K> observer;

    @Nullable
    Function<? super K, ? extends Lock> loadLocks;

    boolean touchable;
    boolean fixed;
    boolean copying;

    RegionBuilder(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /** Whether a kind of backend keeps objects as they are, so that values can be stored by reference. */
    public static boolean keepsObjects(String backend, ClassLoader classLoader) {
        return Storage.keepsObjects(backend, classLoader);
    }

    /** How long values stay fresh; without it, for ever. */
    public RegionBuilder<K, V> expiration(Duration lifetime) {
        return option(Option.EXPIRY, Expiry.created(lifetime));
    }

    /** How long stale values may be served while a new one is made; without it, without limit. Zero is never. */
    public RegionBuilder<K, V> staleFor(Duration duration) {
        return option(Option.STALE_FOR, duration);
    }

    /** How long after that old values may stand in for ones that could not be made; without it, not at all. */
    public RegionBuilder<K, V> staleIfError(Duration duration) {
        return option(Option.STALE_IF_ERROR, duration);
    }

    /** Sets any option. */
    public <T> RegionBuilder<K, V> option(Option<T> option, T value) {
        options = options.with(option, value);
        return this;
    }

    /** Sets all options that the given ones set. */
    public RegionBuilder<K, V> options(Options given) {
        options = given.over(options);
        return this;
    }

    /**
     * Sets all options that properties name whose keys begin with a prefix: with {@code cache.books.}, {@code
     * cache.books.stale-for} sets {@code stale-for}. Placeholders are replaced as in files.
     *
     * @param properties keys and values are texts; {@code Properties} with their defaults
     * @throws io.dogpile.config.ConfigurationException if none begins with the prefix, or one that does is unknown or refused
     */
    public RegionBuilder<K, V> properties(Map<?, ?> properties, String prefix) {
        return options(PrefixedProperties.read(properties, prefix));
    }

    /** Chooses the kind of backend by its name, with its arguments; without it, an unbounded {@code heap}. */
    public RegionBuilder<K, V> backend(String kind, Map<String, String> arguments) {
        return option(Option.BACKEND, kind).arguments(arguments);
    }

    private RegionBuilder<K, V> arguments(Map<String, String> arguments) {
        arguments.forEach((key, value) -> options = options.withArgument(key, value));
        return this;
    }

    /** Uses this backend instead of making one. The region closes it when it is closed itself. */
    public RegionBuilder<K, V> backend(Backend<K, V> given) {
        backend = Objects.requireNonNull(given, "backend");
        return this;
    }

    /** Uses this store of bytes instead of making one. The region closes it when it is closed itself. */
    public RegionBuilder<K, V> bytes(Backend<String, byte[]> driver) {
        bytes = Objects.requireNonNull(driver, "driver");
        return this;
    }

    /** Declares the classes of keys and values: those may be read from stores that keep bytes. Without it, the JDK's own may. */
    public RegionBuilder<K, V> types(Class<?> key, Class<?> value) {
        keyType = Objects.requireNonNull(key, "key");
        valueType = Objects.requireNonNull(value, "value");
        return this;
    }

    /**
     * How keys become bytes, for stores that keep bytes; takes the place of one that {@link Option#KEY_CODEC} names. Without
     * either, in a canonical form that most keys have.
     */
    public RegionBuilder<K, V> keyCodec(KeyCodec<? super K> codec) {
        keyCodec = Objects.requireNonNull(codec, "codec");
        return this;
    }

    /** Connections to share with other regions; without it, the region has its own. */
    public RegionBuilder<K, V> clients(SharedClients shared) {
        clients = Objects.requireNonNull(shared, "shared");
        return this;
    }

    /**
     * Puts a proxy around the backend, and around the proxies that were given before or that {@link Option#WRAP} names. Most often
     * a constructor: {@code wrap(Logging::new)}.
     */
    public RegionBuilder<K, V> wrap(UnaryOperator<Backend<K, V>> proxy) {
        wraps.add(Objects.requireNonNull(proxy, "proxy"));
        return this;
    }

    /**
     * Keeps values under other keys than they are asked for by, see {@link KeyManglers}; without it, under those. Keys that it makes
     * equal share a value, and {@link Region#invalidateIf} sees what it has made. It may be called while a key is held: it
     * must be fast and not use the region.
     */
    public RegionBuilder<K, V> keyMangler(UnaryOperator<K> rule) {
        keyMangler = Objects.requireNonNull(rule, "rule");
        return this;
    }

    /** Gives values tags, by which {@link Region#invalidateTag} invalidates them; without it, there are none. */
    public RegionBuilder<K, V> tagging(Tagging<K, V> rule) {
        tagging = Objects.requireNonNull(rule, "rule");
        return this;
    }

    /** Lets a rule invalidate values, besides {@link Region#invalidate} and its siblings; without it, these alone do. */
    public RegionBuilder<K, V> invalidation(InvalidationStrategy<K> rule) {
        strategy = Objects.requireNonNull(rule, "rule");
        return this;
    }

    /** Decides the lifetimes of values one by one, instead of one lifetime for all. */
    public RegionBuilder<K, V> lifetimes(Lifetimes<K, V> rule) {
        lifetimes = rule;
        return this;
    }

    /** Stores by value: copies what is put in and what is handed out, unless nobody can change it. */
    public RegionBuilder<K, V> copying(boolean byValue) {
        copying = byValue;
        return this;
    }

    /** Prepares for deadlines that move with each access, by {@link Slots#touch}. */
    public RegionBuilder<K, V> touchable(boolean moves) {
        touchable = moves;
        return this;
    }

    /** Told of changes by regeneration and by age. */
    public RegionBuilder<K, V> listener(RegionListener<K, V> told) {
        listener = told;
        return this;
    }

    /** Told of what happens; without it, nobody is, at no cost. */
    public RegionBuilder<K, V> observer(RegionObserver<? super K> told) {
        observer = Objects.requireNonNull(told, "observer");
        return this;
    }

    /**
     * Locks that loads hold beside their keys, see {@link LoadLocks}; without it, none. A load that does not get its lock within
     * {@code wait-at-most} fails. Asynchronous creators hold none, since a lock belongs to a thread.
     */
    public RegionBuilder<K, V> loadLocks(Function<? super K, ? extends Lock> rule) {
        loadLocks = Objects.requireNonNull(rule, "rule");
        return this;
    }

    /** Refuses to configure or wrap the region later, for facades that keep what it had when they were made. */
    public RegionBuilder<K, V> fixed() {
        fixed = true;
        return this;
    }

    /** What callers are told of a failure to ask the store about the region as a whole; without it, the failure. */
    public RegionBuilder<K, V> failures(UnaryOperator<RuntimeException> told) {
        failures = told;
        return this;
    }

    /** Run each time the backend drops a value for lack of room; must not block. */
    public RegionBuilder<K, V> onEviction(Runnable told) {
        onEviction = told;
        return this;
    }

    /** Time, randomness and threads; without it, the machine's and some of the region's own. Not closed with the region. */
    public RegionBuilder<K, V> environment(Environment given) {
        environment = given;
        return this;
    }

    /** Runs regenerations in the background; without it, threads of the environment do. Not stopped with the region. */
    public RegionBuilder<K, V> executor(Executor given) {
        executor = given;
        return this;
    }

    /** Resolves classes that settings name; without it, the thread's context class loader. */
    public RegionBuilder<K, V> classLoader(ClassLoader loader) {
        classLoader = loader;
        return this;
    }

    /**
     * Makes the region.
     *
     * @throws IllegalArgumentException if settings do not fit together, or the backend refuses its arguments
     */
    public Region<K, V> build() {
        Counters counters = new Counters();
        Region<K, V> region = new Region<>(name, counters);
        region.install(core(counters, null));
        return Regions.remember(region);
    }

    Core<K, V> core(Counters counters, @Nullable Core<K, V> before) {
        return new Assembly<>(this, counters).core(before);
    }
}
