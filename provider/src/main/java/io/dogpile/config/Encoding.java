// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

/**
 * How values become bytes, for backends that keep bytes.
 *
 * @param valueCodec the name of the codec; {@code java} by default
 * @param allow which classes may be read beside the JDK's and the declared ones; none by default
 * @param maximumValueSize bytes of one value at most; 4 MiB by default
 * @param compressAbove bytes from which on a value is compressed; 0, the default, is never
 * @param protection whether values are authenticated or encrypted; neither by default
 * @param protectionKeys the keys for that; none if and only if there is no protection
 */
public record Encoding(
        String valueCodec,
        ClassPatterns allow,
        int maximumValueSize,
        int compressAbove,
        ProtectionKind protection,
        ProtectionKeys protectionKeys) {

    public Encoding {
        Option.VALUE_CODEC.require(valueCodec);
        Option.ALLOW.require(allow);
        Option.MAXIMUM_VALUE_SIZE.require(maximumValueSize);
        Option.COMPRESS_ABOVE.require(compressAbove);
        Option.PROTECTION.require(protection);
        Option.PROTECTION_KEYS.require(protectionKeys);
        if (protection == ProtectionKind.NONE && !protectionKeys.isEmpty()) {
            throw new ConfigurationException("protection-keys are set, and protection is none");
        }
        if (protection != ProtectionKind.NONE && protectionKeys.isEmpty()) {
            throw new ConfigurationException(
                    "protection is %s, and no protection-keys are set".formatted(Option.PROTECTION.format(protection)));
        }
    }

    /** Java serialisation of the declared types, unprotected. */
    public static Encoding defaults() {
        return RegionSettings.defaults().encoding();
    }
}
