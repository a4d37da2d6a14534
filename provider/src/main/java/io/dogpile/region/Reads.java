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
    private final Answers<K, V> answers;
    private final OnWaitTimeout onWaitTimeout;

    Reads(
            Slots<K, V> slots,
            Flights<K, V> flights,
            Pilot<K, V> pilot,
            Patience patience,
            Background<K, V> background,
            Answers<K, V> answers,
            Loading loading) {
        this.slots = slots;
        this.flights = flights;
        this.pilot = pilot;
        this.patience = patience;
        this.background = background;
        this.answers = answers;
        this.onWaitTimeout = loading.onWaitTimeout();
    }

    /** Reads a key whose slot was seen to hold {@code seen}. */
    Answer<V> get(K key, @Nullable Stored<V> seen, Request<K, V> request) {
        Decision<V> decision = flights.decide(key, seen, request.options(), null);
        if (decision instanceof Decision.Return<V> done) {
            return done.answer();
        }
        long since = decision instanceof Decision.Lead<V> lead ? lead.flight().startedNanos() : patience.now();
        return follow(key, decision, request, patience.since(since, request.options()));
    }

    /** Looks again at a key for which a caller has been waiting. */
    Answer<V> again(K key, Request<K, V> request, Wait wait) {
        return follow(key, flights.decide(key, slots.lookUp(key), request.options(), null), request, wait);
    }

    /** Does what was decided, and decides again until there is an answer. */
    Answer<V> follow(K key, Decision<V> first, Request<K, V> request, Wait wait) {
        Decision<V> decision = first;
        while (true) {
            if (decision instanceof Decision.Return<V> done) {
                return done.answer();
            }
            Answer<V> answer = decision instanceof Decision.Lead<V> lead
                    ? lead(key, lead, request, wait)
                    : join(key, (Decision.Join<V>) decision, request, wait);
            if (answer != null) {
                return answer;
            }
            decision = flights.decide(key, slots.lookUp(key), request.options(), null);
        }
    }

    private @Nullable Answer<V> join(K key, Decision.Join<V> join, Request<K, V> request, Wait wait) {
        Flight<V> flight = join.flight();
        Outcome<V> outcome = patience.await(key, flight, wait);
        if (outcome == null) {
            return patience.isOver(wait) ? exhausted(key, flight, request, wait) : null;
        }
        return answers.joined(key, join, outcome, request.judgement());
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    private @Nullable Answer<V> lead(K key, Decision.Lead<V> lead, Request<K, V> request, Wait wait) {
        Answer<V> fallback = lead.fallback();
        if (fallback != null && lead.unattended()) {
            background.dispatch(Map.of(key, lead), () -> pilot.fly(key, lead, request, wait));
            return flights.served(key, fallback);
        }
        try {
            lead.flight().load.run(true, () -> pilot.fly(key, lead, request, wait));
        } catch (Throwable failure) {
            // Where the stack or the heap is full, it may not even have taken off.
            flights.ended(key, lead.flight(), Outcome.abandoned());
            throw failure;
        }
        return answer(key, lead, request, wait);
    }

    /** The answer to a caller on whose thread the flight was flown and has ended; null to look again. */
    @Nullable
    Answer<V> answer(K key, Decision.Lead<V> lead, Request<K, V> request, Wait wait) {
        Answer<V> answer = answers.led(key, lead.flight().outcome.join(), lead.fallback(), request.judgement());
        if (answer != null) {
            return answer;
        }
        if (patience.isOver(wait)) {
            return exhausted(key, null, request, wait);
        }
        // An operation has the key for itself, and would not have its slot changed meanwhile.
        return patience.awaitRelease(key, slots.locks(), wait) ? null : exhausted(key, null, request, wait);
    }

    private @Nullable Answer<V> exhausted(K key, @Nullable Flight<V> flight, Request<K, V> request, Wait wait) {
        WaitException exhausted = patience.exhausted(key, flight, wait);
        if (request.options().onWaitTimeoutOr(onWaitTimeout) == OnWaitTimeout.FAIL) {
            throw exhausted;
        }
        return answers.led(key, pilot.createAlone(key, request).join(), null, request.judgement());
    }
}
