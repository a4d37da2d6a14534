// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.codec.KeyCodec;
import io.dogpile.codec.Types;
import io.dogpile.config.Durations;
import io.dogpile.config.Option;
import io.dogpile.config.RegionSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a region's core of what its builder was told. */
final class Assembly<K, V> {

    private final RegionBuilder<K, V> told;
    private final Counters counters;
    private final Messages messages;
    private final RegionSettings settings;
    private final Environment environment;
    private final Journal<K> journal;
    private final Outages outages;

    Assembly(RegionBuilder<K, V> told, Counters counters) {
        this.told = told;
        this.counters = counters;
        messages = new Messages(told.name);
        settings = told.options.toRegionSettings(Durations.UNLIMITED);
        environment = told.environment != null ? told.environment : Environment.system("dogpile-" + told.name);
        journal = new Journal<>(
                messages, counters, told.observer, environment.time().nanos());
        outages = new Outages(
                told.name,
                settings.sharing().onBackendFailure(),
                journal,
                environment.time().nanos());
    }

    /**
     * Makes the core. Should that fail, what was made for it is closed, and what the application made is not.
     *
     * @param before the core that it takes the place of, or null
     */
    @SuppressWarnings("checkstyle:IllegalCatch")
    Core<K, V> core(@Nullable Core<K, V> before) {
        Storage.Made<K, V> made = null;
        try {
            made = store();
            return core(made, before);
        } catch (Throwable e) {
            if (made != null && told.backend == null && told.bytes == null) {
                made.backend().close();
            }
            release().run();
            throw e;
        }
    }

    private Core<K, V> core(Storage.Made<K, V> made, @Nullable Core<K, V> before) {
        Backend<K, V> stack = new Proxies<>(told.options, classLoader(), told.wraps).around(made.backend());
        KnownGenerations generations =
                new KnownGenerations(made.record(), environment.time().nanos(), told.failures);
        if (before != null) {
            Generations known = before.slots().generations();
            generations.learn(first -> first.joined(known));
        }
        Continuity<K, V> continuity = Continuity.begun(environment.random().nextLong());
        return blueprint(stack).core(stack, made.actual(), generations, continuity);
    }

    private Blueprint<K, V> blueprint(Backend<K, V> stack) {
        Environment used = (told.executor == null ? environment : environment.background(told.executor))
                .clock(stack.clock(environment.time().clock()));
        long lifetime =
                Durations.toMillisSaturated(settings.freshness().expiry().lifetime());
        Lifetimes<K, V> lifetimes = told.lifetimes != null ? told.lifetimes : Lifetimes.constant(lifetime);
        return new Blueprint<>(
                settings,
                used,
                new Policies<>(lifetimes, told.listener, told.loadLocks),
                new Blueprint.Judging<>(told.tagging, told.strategy),
                told.keyMangler,
                journal,
                outages,
                told.touchable,
                told.fixed,
                release());
    }

    private Runnable release() {
        return told.environment == null ? environment::close : () -> {};
    }

    private Storage.Made<K, V> store() {
        Storage storage = storage();
        Backend<K, V> given = told.backend;
        if (given != null) {
            return new Storage.Made<>(given, Proxies.innermost(given), null);
        }
        return told.bytes != null ? storage.encoded(told.bytes) : storage.make();
    }

    private Storage storage() {
        Runnable evicted = () -> {
            counters.evictions.increment();
            told.onEviction.run();
        };
        Types types = new Types(told.keyType, told.valueType, classLoader(), List.of());
        return new Storage(
                told.name, settings, environment, types, keyCodec(), told.copying, told.clients, outages, evicted);
    }

    private @Nullable KeyCodec<?> keyCodec() {
        String named = told.options.value(Option.KEY_CODEC).orElse(null);
        return told.keyCodec != null || named == null
                ? told.keyCodec
                : new NamedParts(told.options, Option.KEY_CODEC, classLoader())
                        .make(
                                named,
                                KeyCodec.class,
                                "without parameters",
                                type -> type.getConstructor().newInstance());
    }

    private ClassLoader classLoader() {
        return told.classLoader != null
                ? told.classLoader
                : Thread.currentThread().getContextClassLoader();
    }
}
