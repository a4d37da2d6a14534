// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.time.Duration;

/**
 * How long values are fresh, and what may be served after that.
 *
 * @param expiry how long values are fresh; eternal by default
 * @param staleFor how long after that an old value may be served while a new one is made; zero or more, perhaps
 *     {@link Durations#UNLIMITED}; zero by default for a cache
 * @param staleIfError how much longer an old value may be served if making a new one fails; zero by default
 * @param jitter by which fraction at most a lifetime is shortened at random, from 0 (the default) to below 1
 * @param earlyRegeneration how eagerly hot values are regenerated before they are stale, in proportion to the time a
 *     load takes; 0, the default, is not at all, and 1 a good start
 */
public record Freshness(
        Expiry expiry, Duration staleFor, Duration staleIfError, double jitter, double earlyRegeneration) {

    public Freshness {
        Option.EXPIRY.require(expiry);
        Option.STALE_FOR.require(staleFor);
        Option.STALE_IF_ERROR.require(staleIfError);
        Option.JITTER.require(jitter);
        Option.EARLY_REGENERATION.require(earlyRegeneration);
    }

    /** Eternal values; nothing stale is served. */
    public static Freshness defaults() {
        return RegionSettings.defaults().freshness();
    }
}
