// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.Exchange;
import io.dogpile.backend.Stored;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Compare-and-set in a store of bytes that finds out what happened if the driver does not know, and that knows what it has
 * written with a lease for as long as somebody holds on to it: a holder need not ask what stands there before it ends its lease.
 * Thread-safe.
 *
 * @param <V> type of values
 */
final class Replacements<V> {

    private static final int MOST_ATTEMPTS = 3;

    private final Backend<String, byte[]> driver;
    /** By the very instance: stored values have no equality of their own. */
    private final Map<Stored<V>, Stored<byte[]>> leased = Collections.synchronizedMap(new WeakHashMap<>());

    Replacements(Backend<String, byte[]> driver) {
        this.driver = driver;
    }

    /** What was written for this very instance, or null if that is not known. It may have been replaced since. */
    @Nullable
    Stored<byte[]> written(Stored<V> update) {
        return leased.get(update);
    }

    /** How the driver is asked: with or without an answer that tells what is there. */
    private interface Way {
        Exchange<byte[]> ask(String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> encoded);
    }

    /**
     * Replaces one writing by another.
     *
     * @param update what is {@code encoded}
     */
    boolean replace(
            DriverKey.Form form,
            @Nullable Stored<byte[]> expected,
            @Nullable Stored<byte[]> encoded,
            @Nullable Stored<V> update) {
        return surely(this::replaceOnly, form, expected, encoded, update).done();
    }

    /** Like {@link #replace}, and tells what is there if that is not what was expected. */
    Exchange<byte[]> exchange(
            DriverKey.Form form,
            @Nullable Stored<byte[]> expected,
            @Nullable Stored<byte[]> encoded,
            @Nullable Stored<V> update) {
        return surely(driver::exchange, form, expected, encoded, update);
    }

    private Exchange<byte[]> replaceOnly(
            String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> encoded) {
        return driver.replace(key, expected, encoded) ? Exchange.succeeded() : Exchange.refused(null);
    }

    private Exchange<byte[]> surely(
            Way way,
            DriverKey.Form form,
            @Nullable Stored<byte[]> expected,
            @Nullable Stored<byte[]> encoded,
            @Nullable Stored<V> update) {
        Exchange<byte[]> came = untilKnown(way, form, expected, encoded, update);
        if (came.done() && encoded != null && update != null && update.lease() != null) {
            Stored<byte[]> written = driver.written(encoded);
            if (written != null) {
                leased.put(update, written);
            }
        }
        return came;
    }

    /** By its stamp, each writing can be told from all others. */
    private Exchange<byte[]> untilKnown(
            Way way,
            DriverKey.Form form,
            @Nullable Stored<byte[]> expected,
            @Nullable Stored<byte[]> encoded,
            @Nullable Stored<V> update) {
        Stored<byte[]> origin = expected;
        for (int attempt = 1; ; attempt++) {
            try {
                Exchange<byte[]> came = way.ask(form.text(), origin, encoded);
                // An earlier attempt, without an answer, may have come late.
                boolean late = encoded != null && isSame(came.found(), encoded);
                return late ? Exchange.succeeded() : came;
            } catch (BackendException e) {
                if (e.kind() != Kind.UNKNOWN) {
                    throw e;
                }
                Stored<byte[]> current = read(form, e);
                if (isSame(current, encoded)) {
                    return Exchange.succeeded();
                }
                if (!isSame(current, origin)) {
                    requireLease(update, e);
                    return Exchange.refused(current);
                }
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
                origin = current;
            }
        }
    }

    private @Nullable Stored<byte[]> read(DriverKey.Form form, BackendException reason) {
        try {
            return driver.get(form.text());
        } catch (BackendException e) {
            reason.addSuppressed(e);
            throw reason;
        }
    }

    static boolean isSame(@Nullable Stored<byte[]> one, @Nullable Stored<byte[]> other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return EntryCodec.isSame(one, other);
    }

    /** Somebody was there since: a lease is gone then, in any case; a value may have been there for a moment. */
    private static void requireLease(@Nullable Stored<?> update, BackendException reason) {
        if (update == null || update.lease() == null) {
            throw reason;
        }
    }
}
