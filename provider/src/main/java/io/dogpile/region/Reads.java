// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import io.dogpile.config.Loading;
import io.dogpile.config.OnWaitTimeout;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Regenerating reads of one key. */
final class Reads<K, V> {

    private final Slots<K, V> slots;
    private final Flights<K, V> flights;
    private final Pilot<K, V> pilot;
    private final Patience patience;
    private final Background<K, V> background;
    private final Messages messages;
    private final OnWaitTimeout onWaitTimeout;

    Reads(
            Slots<K, V> slots,
            Flights<K, V> flights,
            Pilot<K, V> pilot,
            Patience patience,
            Background<K, V> background,
            Messages messages,
            Loading loading) {
        this.slots = slots;
        this.flights = flights;
        this.pilot = pilot;
        this.patience = patience;
        this.background = background;
        this.messages = messages;
        this.onWaitTimeout = loading.onWaitTimeout();
    }

    /** Reads a key whose slot was seen to hold {@code seen}. */
    Answer<V> get(K key, @Nullable Stored<V> seen, Source<K, V> source, Demand demand) {
        return follow(key, flights.decide(key, seen, demand, null), source, demand, 0);
    }

    /**
     * Does what was decided, and decides again until there is an answer.
     *
     * @param waitingSince when the caller began to wait; 0 if it has not
     */
    Answer<V> follow(K key, Decision<V> first, Source<K, V> source, Demand demand, long waitingSince) {
        long since = waitingSince;
        Decision<V> decision = first;
        while (true) {
            if (decision instanceof Decision.Return<V> done) {
                return done.answer();
            }
            Answer<V> answer;
            if (decision instanceof Decision.Lead<V> lead) {
                answer = lead(key, lead, source, demand);
            } else {
                since = since == 0 ? patience.now() : since;
                answer = join(key, ((Decision.Join<V>) decision).flight(), source, since);
            }
            if (answer != null) {
                return answer;
            }
            decision = flights.decide(key, slots.read(key), demand, null);
        }
    }

    private @Nullable Answer<V> join(K key, Flight<V> flight, Source<K, V> source, long since) {
        Outcome<V> outcome = patience.await(key, flight, since);
        if (outcome == null) {
            return patience.isOver(since) ? exhausted(key, flight, source, since) : null;
        }
        return answer(key, outcome);
    }

    private @Nullable Answer<V> lead(K key, Decision.Lead<V> lead, Source<K, V> source, Demand demand) {
        Answer<V> fallback = lead.fallback();
        if (fallback != null && lead.unattended()) {
            background.dispatch(Map.of(key, lead), () -> pilot.fly(key, lead, source, demand));
            return flights.served(fallback);
        }
        lead.flight().load.run(true, () -> pilot.fly(key, lead, source, demand));
        return answer(key, lead);
    }

    /**
     * The answer to a caller on whose thread the flight was flown; null if an explicit operation was in the way. It has ended
     * when this returns.
     */
    @Nullable Answer<V> answer(K key, Decision.Lead<V> lead) {
        Outcome<V> outcome = lead.flight().outcome.join();
        if (outcome instanceof Outcome.Abandoned<V> abandoned) {
            if (abandoned.cause() != null) {
                throw messages.failed(key, abandoned.cause());
            }
            slots.locks().enter(key).exit();
            return null;
        }
        Answer<V> fallback = lead.fallback();
        return outcome instanceof Outcome.Failed<V> && fallback != null ? flights.served(fallback) : answer(key, outcome);
    }

    /** The answer that an outcome gives to whoever waited for it; null if it gives none. */
    private @Nullable Answer<V> answer(K key, Outcome<V> outcome) {
        if (outcome instanceof Outcome.Made<V> made) {
            return Answer.made(made.value());
        }
        if (outcome instanceof Outcome.Failed<V> failed) {
            Answer<V> old = flights.afterFailure(slots.read(key));
            if (old == null) {
                throw messages.failed(key, failed.cause());
            }
            return old;
        }
        return null;
    }

    private Answer<V> exhausted(K key, Flight<V> flight, Source<K, V> source, long since) {
        WaitException exhausted = patience.exhausted(key, flight, since);
        if (onWaitTimeout == OnWaitTimeout.FAIL) {
            throw exhausted;
        }
        return pilot.createWithoutStoring(key, source, messages);
    }
}
