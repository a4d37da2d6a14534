// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a region's keys and values become bytes. All processes that share a region's store agree in everything but the class
 * loader, the limits and, while they are being changed, the keys of the protection.
 *
 * @param region the region's name, for messages
 * @param namespace what sets the region apart in the store; bound to each value
 * @param types which classes may appear
 * @param valueCodec the name of the codec of values that have no canonical form: {@code java}, or one on the class path
 * @param keyCodec the codec of keys; null for canonical forms
 * @param limits how large values may be
 * @param protection whether values are authenticated or encrypted
 */
public record EncodingSettings(
        String region,
        String namespace,
        Types types,
        String valueCodec,
        @Nullable KeyCodec<?> keyCodec,
        Limits limits,
        Protection protection) {

    /** The name of the codec that uses Java serialisation behind an allow-list. */
    public static final String JAVA = "java";

    public EncodingSettings {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(types, "types");
        Objects.requireNonNull(valueCodec, "valueCodec");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(protection, "protection");
    }

    /** Everything by default. */
    public static EncodingSettings of(String region, String namespace, Types types) {
        return new EncodingSettings(region, namespace, types, JAVA, null, Limits.DEFAULT, Protection.none());
    }

    /** The same settings with another codec of values. */
    public EncodingSettings valueCodec(String name) {
        return new EncodingSettings(region, namespace, types, name, keyCodec, limits, protection);
    }

    /** The same settings with a codec of keys, or without one. */
    public EncodingSettings keyCodec(@Nullable KeyCodec<?> codec) {
        return new EncodingSettings(region, namespace, types, valueCodec, codec, limits, protection);
    }

    /** The same settings with other limits. */
    public EncodingSettings limits(Limits newLimits) {
        return new EncodingSettings(region, namespace, types, valueCodec, keyCodec, newLimits, protection);
    }

    /** The same settings with another protection. */
    public EncodingSettings protection(Protection newProtection) {
        return new EncodingSettings(region, namespace, types, valueCodec, keyCodec, limits, newProtection);
    }
}
