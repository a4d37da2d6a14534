// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.ChangeListener;
import io.dogpile.backend.Exchange;
import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a region's keys and values in a store of bytes.
 *
 * <p>What is read is checked against the key that was asked for. What cannot be read is counted, and handed out as a stored value
 * of the past that carries no value, so that it counts as absent and {@link #replace} can put something in its place. There is
 * one exception: what a later release has written is not replaced by a lease, so that it is not lost to those who can read
 * it; whoever takes a lease there gets it, but finds it gone when it wants to store.
 *
 * <p>Keys and values that cannot be encoded are refused by a {@link CodecException} before anything is done. Thread-safe.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
public final class EncodingBackend<K, V> implements Backend<K, V> {

    private final Backend<String, byte[]> driver;
    private final EntryCodec<K, V> codec;
    private final Touches touches;
    private final Watched<K> watched;
    private final Replacements<V> replacements;

    /**
     * Encodes for a driver, which is closed with this backend.
     *
     * @param clock the clock that the region's metadata is measured by
     * @param random marks each writing; thread-safe, and different in each process
     * @param failures counts what cannot be read
     */
    public EncodingBackend(
            Backend<String, byte[]> driver,
            EncodingSettings settings,
            InstantSource clock,
            RandomGenerator random,
            DecodeFailures failures) {
        this.driver = driver;
        this.codec = new EntryCodec<>(settings, clock, random, failures);
        this.touches = new Touches(clock);
        this.watched = new Watched<>(codec::keyOf);
        this.replacements = new Replacements<>(driver);
    }

    private DriverKey.Form form(K key) {
        DriverKey.Form form = codec.key(key);
        watched.met(form.text(), key);
        return form;
    }

    @Override
    public @Nullable Stored<V> get(K key) {
        DriverKey.Form form = form(key);
        Stored<byte[]> stored = driver.get(form.text());
        return stored == null ? null : codec.decode(form, stored);
    }

    @Override
    public Map<K, Stored<V>> getAll(Collection<? extends K> keys) {
        // A copy of its own, for what is paired by position: somebody may change the caller's collection meanwhile.
        List<K> asked = new ArrayList<>(keys instanceof Set ? keys : new LinkedHashSet<>(keys));
        List<DriverKey.Form> forms = new ArrayList<>(asked.size());
        List<String> texts = new ArrayList<>(asked.size());
        for (K key : asked) {
            DriverKey.Form form = form(key);
            forms.add(form);
            texts.add(form.text());
        }
        Map<String, Stored<byte[]>> stored = driver.getAll(texts);
        Map<K, Stored<V>> found = new HashMap<>(stored.size() * 2);
        Iterator<DriverKey.Form> form = forms.iterator();
        for (K key : asked) {
            DriverKey.Form of = form.next();
            Stored<byte[]> bytes = stored.get(of.text());
            if (bytes != null) {
                found.put(key, codec.decode(of, bytes));
            }
        }
        return found;
    }

    @Override
    public void put(K key, Stored<V> stored) {
        DriverKey.Form form = form(key);
        driver.put(form.text(), codec.encode(form, stored));
    }

    @Override
    public void putAll(Map<? extends K, Stored<V>> entries) {
        Map<String, Stored<byte[]>> encoded = new HashMap<>();
        entries.forEach((key, stored) -> {
            DriverKey.Form form = form(key);
            encoded.put(form.text(), codec.encode(form, stored));
        });
        driver.putAll(encoded);
    }

    @Override
    public boolean replace(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        DriverKey.Form form = form(key);
        if (isSpared(expected, update)) {
            return true;
        }
        Stored<byte[]> origin = origin(form, expected);
        if (expected != null && origin == null) {
            return false;
        }
        boolean replaced = replacements.replace(form, origin, encode(form, expected, origin, update), update);
        if (!replaced && EntryCodec.isForeign(expected)) {
            requireAnother(driver.get(form.text()), origin);
        }
        return replaced;
    }

    @Override
    public Exchange<V> exchange(K key, @Nullable Stored<V> expected, @Nullable Stored<V> update) {
        DriverKey.Form form = form(key);
        if (isSpared(expected, update)) {
            return Exchange.succeeded();
        }
        Stored<byte[]> origin = origin(form, expected);
        if (expected != null && origin == null) {
            return Exchange.refused(get(key));
        }
        Exchange<byte[]> came = replacements.exchange(form, origin, encode(form, expected, origin, update), update);
        if (came.done()) {
            return Exchange.succeeded();
        }
        Stored<byte[]> found = came.found();
        if (EntryCodec.isForeign(expected)) {
            requireAnother(found, origin);
        }
        return Exchange.refused(found == null ? null : codec.decode(form, found));
    }

    /** What means nothing here is not counted once more: whoever reads it does that. */
    @Override
    public @Nullable Stored<V> recalled(K key) {
        DriverKey.Form form = form(key);
        Stored<byte[]> recalled = driver.recalled(form.text());
        return recalled == null ? null : codec.decodeIfKnown(form, recalled);
    }

    /** What a later release has written is not replaced by a lease. */
    private static boolean isSpared(@Nullable Stored<?> expected, @Nullable Stored<?> update) {
        return expected != null && update != null && update.lease() != null && EntryCodec.isNewer(expected);
    }

    /** Whoever is refused looks again and tries again: that would never end if replies on the way here are not the store's. */
    private void requireAnother(@Nullable Stored<byte[]> found, @Nullable Stored<byte[]> refused) {
        if (Replacements.isSame(found, refused)) {
            throw new BackendException(
                    Kind.REJECTED,
                    driver + ": what is read under a key means nothing, and is not what the store has there:"
                            + " replies are mixed up or falsified",
                    null);
        }
    }

    private @Nullable Stored<byte[]> encode(
            DriverKey.Form form,
            @Nullable Stored<V> expected,
            @Nullable Stored<byte[]> origin,
            @Nullable Stored<V> update) {
        if (update == null) {
            return null;
        }
        Stored<byte[]> again = expected != null && origin != null && isSameAgain(expected, update)
                ? codec.encodeAgain(form, origin, update)
                : null;
        return again == null ? codec.encode(form, update) : again;
    }

    /** Whether a lease is put beside a value or taken away: whoever got the object may have changed it, which is not to be stored. */
    private boolean isSameAgain(Stored<V> expected, Stored<V> update) {
        boolean onlyReleased = expected.token() == null && update.created() == expected.created();
        return isValueOf(expected, update) && (update.lease() != null || onlyReleased);
    }

    @SuppressWarnings("ReferenceEquality") // An equal one may be another.
    private boolean isValueOf(Stored<V> expected, Stored<V> update) {
        return update.value() != null && update.value() == expected.value();
    }

    /** The driver's value that a region's was decoded from; of one that was never read, the one that has its lease. */
    @SuppressWarnings("unchecked") // Tokens are made by the codec.
    private @Nullable Stored<byte[]> origin(DriverKey.Form form, @Nullable Stored<V> stored) {
        if (stored == null) {
            return null;
        }
        if (stored.token() instanceof EntryCodec.Foreign foreign) {
            return foreign.stored();
        }
        if (stored.token() != null) {
            return (Stored<byte[]>) stored.token();
        }
        Stored<byte[]> written = replacements.written(stored);
        if (written != null) {
            return written;
        }
        Lease lease = stored.lease();
        Stored<byte[]> current = lease == null ? null : driver.get(form.text());
        Envelope envelope = current == null ? null : codec.peek(form, current);
        return lease != null && envelope != null && lease.equals(envelope.lease()) ? current : null;
    }

    @Override
    public boolean remove(K key) {
        return driver.remove(form(key).text());
    }

    @Override
    public void removeAll(Collection<? extends K> keys) {
        List<String> texts = new ArrayList<>(keys.size());
        for (K key : keys) {
            texts.add(form(key).text());
        }
        driver.removeAll(texts);
    }

    @Override
    public void clear() {
        driver.clear();
    }

    @Override
    public Iterator<Map.Entry<K, Stored<V>>> entries() {
        return new DecodedEntries<>(driver.entries(), codec);
    }

    @Override
    public void touch(K key, Stored<V> stored, long freshUntil) {
        if (!touches.isWorth(stored.freshUntil(), freshUntil)) {
            return;
        }
        DriverKey.Form form = form(key);
        Stored<byte[]> origin = origin(form, stored);
        Stored<byte[]> moved = origin == null ? null : codec.encodeAgain(form, origin, stored.freshUntil(freshUntil));
        if (moved != null) {
            driver.replace(form.text(), origin, moved);
        }
    }

    @Override
    public boolean watch(ChangeListener<? super K> listener) {
        return driver.watch(watched.translating(listener));
    }

    @Override
    public InstantSource clock(InstantSource local) {
        return driver.clock(local);
    }

    @Override
    public boolean isLocal() {
        return driver.isLocal();
    }

    @Override
    public boolean dropsExpired() {
        return driver.dropsExpired();
    }

    @Override
    public void close() {
        driver.close();
    }

    @Override
    public String toString() {
        return "encoding(" + driver + ")";
    }
}
