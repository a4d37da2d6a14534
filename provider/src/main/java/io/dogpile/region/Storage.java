// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.BackendFactory;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.CircuitBreakingBackend;
import io.dogpile.backend.SharedClients;
import io.dogpile.backend.TieredBackend;
import io.dogpile.backend.heap.HeapBackend;
import io.dogpile.codec.Copies;
import io.dogpile.codec.CopyingBackend;
import io.dogpile.codec.DecodeFailures;
import io.dogpile.codec.EncodingBackend;
import io.dogpile.codec.EncodingSettings;
import io.dogpile.codec.KeyCodec;
import io.dogpile.codec.Limits;
import io.dogpile.codec.Namespace;
import io.dogpile.codec.Protection;
import io.dogpile.codec.RegionRecord;
import io.dogpile.codec.Types;
import io.dogpile.config.BackendSettings;
import io.dogpile.config.Encoding;
import io.dogpile.config.RegionSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a region's backend of its settings: the store, and what stands between it and the region.
 *
 * @param name the region's
 * @param environment clocks and randomness
 * @param types the classes of keys and values
 * @param keyCodec how keys become bytes; null for their canonical form
 * @param copying whether values in memory are kept apart from what is handed out
 * @param clients connections that other regions use too
 * @param outages told of what cannot be read
 * @param onEviction told of values that had to go
 */
record Storage(
        String name,
        RegionSettings settings,
        Environment environment,
        Types types,
        @Nullable KeyCodec<?> keyCodec,
        boolean copying,
        SharedClients clients,
        Outages outages,
        Runnable onEviction) {

    private static final String TIERED = "tiered";
    private static final long NEAR_ENTRIES = 10_000;
    private static final Duration STALENESS = Duration.ofSeconds(1);

    /**
     * A region's backend, and what else it keeps there.
     *
     * @param actual the store itself, of objects or of bytes
     * @param record for what concerns all of the region's processes; null where there is no other
     */
    record Made<K, V>(
            Backend<K, V> backend,
            Backend<?, ?> actual,
            @Nullable RegionRecord record) {}

    static boolean keepsObjects(String backend, ClassLoader classLoader) {
        return !backend.equals(TIERED)
                && Backends.named(backend, classLoader, "default").factory() instanceof BackendFactory;
    }

    /** The backend that the settings ask for. */
    <K, V> Made<K, V> make() {
        BackendSettings wanted = settings.backend();
        return wanted.name().equals(TIERED) ? tiered(arguments(wanted)) : single(wanted);
    }

    private <K, V> Made<K, V> single(BackendSettings wanted) {
        Backends.Kind kind = Backends.named(wanted.name(), types.classLoader(), name);
        BackendContext context = context(arguments(wanted));
        if (kind.factory() instanceof ByteBackendFactory bytes) {
            return encodedOrClosed(bytes.create(context));
        }
        BackendFactory objects = (BackendFactory) kind.factory();
        if (copying) {
            Backend<K, Object> copies = objects.create(context);
            return new Made<>(new CopyingBackend<>(copies, types.classLoader()), copies, null);
        }
        Backend<K, V> store = objects.create(context);
        return new Made<>(store, store, null);
    }

    /** Settings that are refused leave no connection behind. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    private <K, V> Made<K, V> encodedOrClosed(Backend<String, byte[]> driver) {
        try {
            return encoded(driver);
        } catch (Throwable e) {
            driver.close();
            throw e;
        }
    }

    /** What stands between the region and a store of bytes. */
    <K, V> Made<K, V> encoded(Backend<String, byte[]> driver) {
        Backend<String, byte[]> watched =
                new CircuitBreakingBackend<>(driver, environment.time().nanos());
        EncodingSettings encoding = encodingSettings(settings.encoding());
        InstantSource clock = driver.clock(environment.time().clock());
        DecodeFailures failures = new DecodeFailures(outages::undecodable);
        return new Made<>(
                new EncodingBackend<>(watched, encoding, clock, environment.random(), failures),
                driver,
                new RegionRecord(watched, encoding, clock, environment.random(), failures));
    }

    private EncodingSettings encodingSettings(Encoding encoding) {
        List<String> patterns = new ArrayList<>(encoding.allow().patterns());
        patterns.add(CallKey.class.getName());
        Types allowed = new Types(types.key(), types.value(), types.classLoader(), patterns);
        Map<Integer, byte[]> secrets = encoding.protectionKeys().secrets();
        Protection protection = switch (encoding.protection()) {
            case NONE -> Protection.none();
            case SIGN -> Protection.sign(secrets);
            case ENCRYPT -> Protection.encrypt(secrets);
        };
        return EncodingSettings.of(name, namespace(), allowed)
                .valueCodec(encoding.valueCodec())
                .keyCodec(keyCodec)
                .limits(new Limits(encoding.maximumValueSize(), encoding.compressAbove()))
                .protection(protection);
    }

    private <K, V> Made<K, V> tiered(Arguments arguments) {
        String far = arguments
                .text("far")
                .orElseThrow(() -> arguments.refused("argument 'far' is missing: the name of the backend behind"));
        BackendSettings behind = new BackendSettings(far, arguments.nested("far"));
        long entries = arguments.positive("near-maximum-size").orElse(NEAR_ENTRIES);
        Duration staleness = arguments.duration("staleness").orElse(STALENESS);
        arguments.requireNoneLeft();
        if (far.equals(TIERED)) {
            throw arguments.refused("argument 'far' must be a backend that is not tiered itself");
        }
        Copies copies = new Copies(types.classLoader());
        TieredBackend.Form<V> form =
                copying ? new TieredBackend.Form<>(copies::freeze, copies::<V>thawed) : TieredBackend.Form.asIs();
        Made<K, V> shared = single(behind);
        try {
            Backend<K, V> tiers = new TieredBackend<>(
                    HeapBackend.ofEntries(entries, () -> {}),
                    shared.backend,
                    form,
                    environment.time().nanos(),
                    staleness.toMillis());
            return new Made<>(tiers, shared.actual, shared.record);
        } catch (RuntimeException e) {
            shared.backend.close();
            throw e;
        }
    }

    private Arguments arguments(BackendSettings wanted) {
        return new Arguments("backend '" + wanted.name() + "' of region '" + name + "'", wanted.arguments());
    }

    private BackendContext context(Arguments arguments) {
        return new BackendContext(
                name,
                namespace(),
                arguments,
                types.classLoader(),
                environment.time().clock(),
                clients,
                onEviction);
    }

    private String namespace() {
        return Namespace.of(settings.sharing().namespace(), name);
    }
}
