// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * How long a value is fresh, and which operations start that time anew.
 *
 * @param kind which operations count; {@link Kind#ETERNAL} by default
 * @param lifetime whole milliseconds, zero or more; always {@link Durations#UNLIMITED} if eternal, never otherwise
 */
public record Expiry(Kind kind, Duration lifetime) {

    /** From which moment a lifetime is counted. */
    public enum Kind {
        /** Values stay fresh for good. */
        ETERNAL,
        /** From the creation of the entry; an update does not prolong it. */
        CREATED,
        /** From the creation or the last update of the entry. */
        MODIFIED,
        /** From the creation, the last update or the last access of the entry. */
        TOUCHED
    }

    public Expiry {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(lifetime, "lifetime");
        lifetime = kind == Kind.ETERNAL ? Durations.UNLIMITED : checked(kind, lifetime);
    }

    /** Values stay fresh for good. */
    public static Expiry eternal() {
        return new Expiry(Kind.ETERNAL, Durations.UNLIMITED);
    }

    /** Values are fresh for {@code lifetime} after the creation of their entry. */
    public static Expiry created(Duration lifetime) {
        return new Expiry(Kind.CREATED, lifetime);
    }

    /** Values are fresh for {@code lifetime} after the creation or last update of their entry. */
    public static Expiry modified(Duration lifetime) {
        return new Expiry(Kind.MODIFIED, lifetime);
    }

    /** Values are fresh for {@code lifetime} after the creation, last update or last access of their entry. */
    public static Expiry touched(Duration lifetime) {
        return new Expiry(Kind.TOUCHED, lifetime);
    }

    /** The expiry as configuration files have it: {@code eternal}, {@code created 10m}. */
    @Override
    public String toString() {
        String word = kind.name().toLowerCase(Locale.ROOT);
        return kind == Kind.ETERNAL ? word : word + " " + Durations.format(lifetime);
    }

    private static Duration checked(Kind kind, Duration lifetime) {
        try {
            return Durations.bounded(lifetime);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(
                    "expiry: the lifetime of %s, %s, %s".formatted(kind, Durations.format(lifetime), e.getMessage()));
        }
    }
}
