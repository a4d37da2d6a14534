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
        Decision<V> decision = flights.decide(key, seen, demand, null);
        if (decision instanceof Decision.Return<V> done) {
            return done.answer();
        }
        long since = decision instanceof Decision.Lead<V> lead ? lead.flight().startedNanos() : patience.now();
        return follow(key, decision, source, demand, since);
    }

    /** Looks at a key again for which a caller has been waiting since then. */
    Answer<V> again(K key, Source<K, V> source, Demand demand, long since) {
        return follow(key, flights.decide(key, slots.lookUp(key), demand, null), source, demand, since);
    }

    /**
     * Does what was decided, and decides again until there is an answer.
     *
     * @param since when the caller began to wait
     */
    Answer<V> follow(K key, Decision<V> first, Source<K, V> source, Demand demand, long since) {
        Decision<V> decision = first;
        while (true) {
            if (decision instanceof Decision.Return<V> done) {
                return done.answer();
            }
            Answer<V> answer = decision instanceof Decision.Lead<V> lead
                    ? lead(key, lead, source, demand, since)
                    : join(key, ((Decision.Join<V>) decision).flight(), source, demand, since);
            if (answer != null) {
                return answer;
            }
            decision = flights.decide(key, slots.lookUp(key), demand, null);
        }
    }

    private @Nullable Answer<V> join(K key, Flight<V> flight, Source<K, V> source, Demand demand, long since) {
        Outcome<V> outcome = patience.await(key, flight, since);
        if (outcome == null) {
            return patience.isOver(since) ? exhausted(key, flight, source, since) : null;
        }
        if (outcome instanceof Outcome.Made<V> made) {
            return Answer.made(made.value());
        }
        return outcome instanceof Outcome.Failed<V> failed ? instead(key, failed.cause(), demand) : null;
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    private @Nullable Answer<V> lead(K key, Decision.Lead<V> lead, Source<K, V> source, Demand demand, long since) {
        Answer<V> fallback = lead.fallback();
        if (fallback != null && lead.unattended()) {
            background.dispatch(Map.of(key, lead), () -> pilot.fly(key, lead, source, demand, since));
            return flights.served(fallback);
        }
        try {
            lead.flight().load.run(true, () -> pilot.fly(key, lead, source, demand, since));
        } catch (Throwable failure) {
            // Where the stack or the heap is full, it may not even have taken off.
            flights.ended(key, lead.flight(), Outcome.abandoned());
            throw failure;
        }
        return answer(key, lead, source, demand, since);
    }

    /** The answer to a caller on whose thread the flight was flown and has ended; null to look again. */
    @Nullable
    Answer<V> answer(K key, Decision.Lead<V> lead, Source<K, V> source, Demand demand, long since) {
        Outcome<V> outcome = lead.flight().outcome.join();
        if (outcome instanceof Outcome.Made<V> made) {
            return Answer.made(made.value());
        }
        if (outcome instanceof Outcome.Found<V> found) {
            return Answer.fresh(found.value());
        }
        if (outcome instanceof Outcome.Failed<V> failed) {
            return instead(key, failed.cause(), demand);
        }
        Throwable cause = ((Outcome.Abandoned<V>) outcome).cause();
        if (cause != null) {
            return instead(key, cause, demand);
        }
        Answer<V> fallback = lead.fallback();
        if (fallback != null) {
            return flights.served(fallback);
        }
        if (patience.isOver(since)) {
            return exhausted(key, null, source, since);
        }
        // An operation has the key for itself, and would not have its slot changed meanwhile.
        return patience.awaitRelease(key, slots.locks(), since) ? null : exhausted(key, null, source, since);
    }

    /** What stands in for a value that could not be made. It is read now, since the load may have outlived the old value. */
    private Answer<V> instead(K key, Throwable cause, Demand demand) {
        Answer<V> old = demand == Demand.NEW ? null : flights.afterFailure(slots.lookUp(key));
        if (old == null) {
            throw messages.failed(key, cause);
        }
        return old;
    }

    private Answer<V> exhausted(K key, @Nullable Flight<V> flight, Source<K, V> source, long since) {
        WaitException exhausted = patience.exhausted(key, flight, since);
        if (onWaitTimeout == OnWaitTimeout.FAIL) {
            throw exhausted;
        }
        return pilot.createWithoutStoring(key, source, messages);
    }
}
