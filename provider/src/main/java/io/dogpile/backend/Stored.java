// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import org.jspecify.annotations.Nullable;

/**
 * A value with its metadata: what a backend keeps under a key.
 *
 * <p>There are three kinds. One with a value may carry a lease besides. One with a lease and no value says that somebody is
 * making the first value. One with neither remembers that there is nothing to be had for this key.
 *
 * <p>Stored values compare by identity, or by the backend's {@linkplain #token() token}, never by {@code equals}: two writes
 * of equal values are two writes. Thread-safe. Instants are epoch milliseconds. An instance takes 24 bytes where a region's
 * values share their {@link Terms}.
 *
 * @param <V> type of values
 */
public sealed class Stored<V> permits TouchedStored {

    private final @Nullable V value;
    private final Terms terms;
    /** Milliseconds from {@code terms.since()} to the creation, unsigned. */
    private final int offset;

    /**
     * Makes a stored value.
     *
     * @param value the value; null for a mere lease or a remembered absence
     * @param terms what holds for it
     * @param created when it was made; must be within {@linkplain Terms#reaches reach} of the terms
     */
    public Stored(@Nullable V value, Terms terms, long created) {
        if (!terms.reaches(created)) {
            throw new IllegalArgumentException(
                    "created " + created + " is out of reach of terms that count from " + terms.since());
        }
        this.value = value;
        this.terms = terms;
        this.offset = (int) (created - terms.since());
    }

    Stored(@Nullable V value, Terms terms, Stored<?> origin) {
        this.value = value;
        this.terms = terms;
        this.offset = origin.offset;
    }

    /**
     * What a store of bytes has read: all that is known of it without decoding is its content, and the token by which the store
     * recognises this version.
     */
    public static <V> Stored<V> of(V content, Object token) {
        return new Stored<>(content, new Terms(0, Terms.FOREVER, 0, 0, 0, 0, null, token), 0);
    }

    /** The value, or null if there is none. */
    public final @Nullable V value() {
        return value;
    }

    /** What holds for this value. */
    public final Terms terms() {
        return terms;
    }

    /** The instant from which the value's lifetime counts. */
    public final long created() {
        return terms.since() + (offset & 0xffff_ffffL);
    }

    /** The instant at which the value stops being fresh; {@link Terms#FOREVER} if it does not. */
    public long freshUntil() {
        return Terms.plus(created(), terms.freshFor());
    }

    /** The instant at which the value stops being servable; {@link Terms#FOREVER} if it does not. */
    public final long expiresAt() {
        return Terms.plus(freshUntil(), terms.staleFor());
    }

    /** The instant after which nobody has any use for the value, so that a backend may drop it. */
    public final long keptUntil() {
        boolean remembersAbsence = value == null && lease() == null;
        return remembersAbsence ? freshUntil() : Terms.plus(expiresAt(), terms.keepFor());
    }

    /** Whether the value never stops being fresh by age; then there is no need to read a clock. */
    public boolean isEternal() {
        return terms.freshFor() == Terms.FOREVER;
    }

    /** The region's generation at the time of writing. */
    public final long generation() {
        return terms.generation();
    }

    /** The lease on the key, or null. */
    public final @Nullable Lease lease() {
        return terms.lease();
    }

    /** What the backend recognises this version by, or null where identity does. */
    public final @Nullable Object token() {
        return terms.token();
    }

    /** This value under other terms, with the same creation time. */
    public Stored<V> with(Terms newTerms) {
        return new Stored<>(value, newTerms, this);
    }

    /** The same metadata around another form of the value, recognised by a token. */
    public <W> Stored<W> as(@Nullable W form, @Nullable Object token) {
        return new Stored<>(form, terms.token(token), this);
    }

    /** This value, fresh until another instant. */
    public final Stored<V> freshUntil(long instant) {
        long freshFor = instant == Terms.FOREVER ? Terms.FOREVER : Math.max(0, instant - created());
        return new Stored<>(value, terms.freshFor(freshFor), this);
    }

    /** This value, not fresh any more from the beginning, and expiring when it would have. */
    public final Stored<V> softened() {
        long lived = expiresAt();
        return new Stored<>(
                value, terms.freshFor(0).staleFor(lived == Terms.FOREVER ? lived : lived - created()), this);
    }

    /** Whether it was never fresh by its terms: it has been {@linkplain #softened invalidated}, since nothing is made so. */
    public final boolean isSoftened() {
        return terms.freshFor() == 0 && value != null;
    }

    /**
     * Moves the instant at which the value stops being fresh, in place if this instance allows for it.
     *
     * @return this instance if it could be moved, else another one that stands in for it and can
     */
    public Stored<V> touched(long instant) {
        return new TouchedStored<>(value, terms, this, instant);
    }

    @Override
    public final String toString() {
        String what =
                value != null ? value.getClass().getName() : lease() != null ? "no value yet" : "remembered absence";
        return "Stored[" + what + ", created=" + created() + ", freshUntil=" + freshUntil() + ", generation="
                + generation() + (lease() == null ? "" : ", " + lease()) + "]";
    }
}
