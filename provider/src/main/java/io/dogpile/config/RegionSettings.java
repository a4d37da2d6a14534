// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.time.Duration;
import java.util.Objects;

/**
 * The settings of a region: complete, validated, immutable.
 *
 * @param backend where values live
 * @param freshness how long they are fresh, and servable
 * @param loading how new ones are made
 * @param encoding how they become bytes, for backends that keep bytes
 * @param sharing how other processes take part
 * @see Options#toRegionSettings
 */
public record RegionSettings(
        BackendSettings backend, Freshness freshness, Loading loading, Encoding encoding, Sharing sharing) {

    public RegionSettings {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(freshness, "freshness");
        Objects.requireNonNull(loading, "loading");
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(sharing, "sharing");
    }

    /** Every option at its default, and no stale values: what a cache has that is told nothing. */
    public static RegionSettings defaults() {
        return Options.none().toRegionSettings(Duration.ZERO);
    }
}
