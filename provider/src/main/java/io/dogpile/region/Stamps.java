// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import io.dogpile.config.Durations;
import io.dogpile.config.Freshness;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Gives values the metadata they are stored with; values have it in common where they can. */
final class Stamps<V> {

    private final RandomGenerator random;
    private final KnownGenerations generations;
    private final long staleFor;
    private final long keepFor;
    private final double jitter;
    private final boolean touchable;

    /** What the latest values had in common; the next one most often has it too. */
    private volatile Terms recent = new Terms(0, Terms.FOREVER, 0, 0, 0);

    Stamps(Environment environment, Freshness freshness, boolean touchable, KnownGenerations generations) {
        this.random = environment.random();
        this.generations = generations;
        this.touchable = touchable;
        this.staleFor = Durations.toMillisSaturated(freshness.staleFor());
        this.keepFor = Durations.toMillisSaturated(freshness.staleIfError());
        this.jitter = freshness.jitter();
    }

    /** Whether reading moves deadlines: then values are made so that it can do so in place. */
    boolean areTouchable() {
        return touchable;
    }

    /** A value made at {@code now}. */
    Stored<V> of(@Nullable V value, long freshFor, long generation, long loadMillis, long now) {
        long lifetime = freshFor == Terms.FOREVER || jitter == 0 ? freshFor : spread(freshFor);
        Terms terms = recent;
        if (terms.freshFor() != lifetime
                || terms.generation() != generation
                || terms.loadMillis() != loadMillis
                || !terms.reaches(now)) {
            terms = new Terms(now, lifetime, staleFor, keepFor, generation, loadMillis, null, null);
            recent = terms;
            if (lifetime == Terms.FOREVER && !touchable) {
                generations.endless(terms);
            }
        }
        Stored<V> stored = new Stored<>(value, terms, now);
        return touchable ? stored.touched(stored.freshUntil()) : stored;
    }

    private long spread(long freshFor) {
        return freshFor - (long) (freshFor * jitter * random.nextDouble());
    }

    /** Another value in place of a fresh one, living as long as that one would have. */
    Stored<V> like(Stored<V> fresh, V value) {
        Terms terms = fresh.terms();
        if (terms.lease() == null && terms.token() == null && !touchable) {
            // Terms that are shared stay so.
            return new Stored<>(value, terms, fresh.created());
        }
        return fresh.as(value, null).with(terms.lease(null).token(null));
    }
}
