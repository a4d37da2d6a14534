// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ChangeListener;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A few bytes that a region keeps in its store beside its values, under a text that no key has; sealed as the values are.
 *
 * <p>The store may lose them like everything else. Thread-safe.
 */
public final class RegionRecord {

    /** The record's text in the store. */
    static final String TEXT = "@generations";

    private static final byte[] KEY = TEXT.getBytes(US_ASCII);
    private static final int NO_KEY_CODEC = 0;
    private static final int MOST_BYTES = 1 << 20;

    private final Backend<String, byte[]> driver;
    private final Envelopes envelopes;
    private final InstantSource clock;
    private final DecodeFailures failures;

    /**
     * What the store holds.
     *
     * @param content null if it cannot be read
     * @param stored by which the store recognises it
     * @param isNewer whether a later release has written it in a way that this one cannot read
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    public record Version(byte @Nullable [] content, Stored<byte[]> stored, boolean isNewer) {}

    /**
     * The record of the region that those settings are of.
     *
     * @param driver not closed by the record
     * @param failures counts what cannot be read
     */
    public RegionRecord(
            Backend<String, byte[]> driver,
            EncodingSettings settings,
            InstantSource clock,
            RandomGenerator random,
            DecodeFailures failures) {
        this.driver = driver;
        this.envelopes = new Envelopes(settings.limits(new Limits(MOST_BYTES, 0)), NO_KEY_CODEC, random);
        this.clock = clock;
        this.failures = failures;
    }

    /** What stands in the store; null if nothing does. */
    public @Nullable Version read() {
        Stored<byte[]> stored = driver.get(TEXT);
        byte[] bytes = stored == null ? null : stored.value();
        if (stored == null || bytes == null) {
            return null;
        }
        try {
            Input content = envelopes.read(bytes, KEY, null).value();
            return new Version(content == null ? null : content.rest(), stored, false);
        } catch (Undecodable e) {
            failures.record(e);
            return new Version(null, stored, e.reason() == DecodeFailure.NEWER);
        }
    }

    /** Puts the content in the place of what was read; false if something else stands there by now. */
    public boolean replace(@Nullable Version expected, byte[] content) {
        long now = clock.millis();
        Terms endless = new Terms(now, Terms.FOREVER, 0, 0, 0);
        byte[] bytes = envelopes.write(KEY, new Stored<>(content, endless, now), Values.CANONICAL, content);
        return driver.replace(TEXT, expected == null ? null : expected.stored(), new Stored<>(bytes, endless, now));
    }

    /** Tells, from threads of the store's client, when the record may have changed; false if the store does not tell. */
    public boolean watch(Runnable changed) {
        return driver.watch(TEXT, new ChangeListener<>() {
            @Override
            public void changed(String key) {
                changed.run();
            }

            @Override
            public void missed() {
                changed.run();
            }
        });
    }
}
