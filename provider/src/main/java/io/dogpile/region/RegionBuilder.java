// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.SharedClients;
import io.dogpile.codec.KeyCodec;
import io.dogpile.codec.Types;
import io.dogpile.config.Durations;
import io.dogpile.config.Expiry;
import io.dogpile.config.Option;
import io.dogpile.config.Options;
import io.dogpile.config.RegionSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
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

    private final String name;
    private final List<UnaryOperator<Backend<K, V>>> wraps = new ArrayList<>();
    private Options options = Options.none();
    private @Nullable Environment environment;
    private @Nullable Executor executor;
    private @Nullable Lifetimes<K, V> lifetimes;
    private @Nullable RegionListener<K, V> listener;
    private @Nullable ClassLoader classLoader;
    private @Nullable Backend<K, V> backend;
    private @Nullable Backend<String, byte[]> bytes;
    private @Nullable KeyCodec<? super K> keyCodec;
    private SharedClients clients = new SharedClients();
    private Class<?> keyType = Object.class;
    private Class<?> valueType = Object.class;
    private UnaryOperator<RuntimeException> failures = failure -> failure;
    private Runnable onEviction = () -> {};
    private @Nullable UnaryOperator<K> keyMangler;
    private @Nullable Tagging<K, V> tagging;
    private @Nullable InvalidationStrategy<K> strategy;
    private boolean touchable;
    private boolean copying;

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

    /** How keys become bytes, for stores that keep bytes; without it, in a canonical form that most keys have. */
    public RegionBuilder<K, V> keyCodec(KeyCodec<? super K> codec) {
        keyCodec = Objects.requireNonNull(codec, "codec");
        return this;
    }

    /** Connections to share with other regions; without it, the region has its own. */
    public RegionBuilder<K, V> clients(SharedClients shared) {
        clients = Objects.requireNonNull(shared, "shared");
        return this;
    }

    /** Puts a proxy around the backend, and around the proxies that were given before. */
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
        return new Region<K, V>(name, counters).install(core(counters));
    }

    Core<K, V> core(Counters counters) {
        RegionSettings settings = options.toRegionSettings(Durations.UNLIMITED);
        Environment given = environment != null ? environment : Environment.system("dogpile-" + name);
        long lifetime =
                Durations.toMillisSaturated(settings.freshness().expiry().lifetime());
        Policies<K, V> policies =
                new Policies<>(lifetimes != null ? lifetimes : Lifetimes.constant(lifetime), listener);
        Messages messages = new Messages(name);

        Outages outages = new Outages(
                name,
                settings.sharing().onBackendFailure(),
                counters,
                given.time().nanos());

        Storage.Made<K, V> made = store(storage(settings, given, counters, outages));
        Backend<K, V> stack = made.backend();
        Environment used = (executor == null ? given : given.background(executor))
                .clock(stack.clock(given.time().clock()));

        KnownGenerations generations =
                new KnownGenerations(made.record(), given.time().nanos(), failures);
        Backend<K, V> store = tagging == null && strategy == null
                ? stack
                : new JudgingBackend<>(
                        stack,
                        new Verdicts<>(
                                tagging, strategy, generations, used.time().clock()));

        Sweeper<K, V> sweeper = new Sweeper<>(used.maintenance(), listener, !store.dropsExpired());
        Slots<K, V> slots = new Slots<>(store, generations, used, settings.freshness(), touchable, sweeper, outages);
        Regenerator<K, V> regenerator = new Regenerator<>(slots, used, settings, policies, counters, sweeper, messages);
        Runnable release = environment == null ? given::close : () -> {};
        return new Core<>(settings, regenerator, policies.lifetimes(), release);
    }

    private Storage storage(RegionSettings settings, Environment used, Counters counters, Outages outages) {
        ClassLoader loader =
                classLoader != null ? classLoader : Thread.currentThread().getContextClassLoader();
        Runnable evicted = () -> {
            counters.evictions.increment();
            onEviction.run();
        };
        Types types = new Types(keyType, valueType, loader, List.of());
        return new Storage(name, settings, used, types, keyCodec, copying, clients, outages, evicted);
    }

    private Storage.Made<K, V> store(Storage storage) {
        Backend<K, V> given = backend;
        Backend<String, byte[]> driver = bytes;
        Storage.Made<K, V> made = given != null
                ? new Storage.Made<>(given, null)
                : driver != null ? storage.encoded(driver) : storage.make();
        Backend<K, V> store = made.backend();
        for (UnaryOperator<Backend<K, V>> wrap : wraps) {
            store = wrap.apply(store);
        }
        UnaryOperator<K> mangler = keyMangler;
        return new Storage.Made<>(mangler == null ? store : new ManglingBackend<>(store, mangler), made.record());
    }
}
