// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import io.dogpile.config.Loading;
import io.dogpile.config.OnWaitTimeout;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Regenerating reads of one key that hold no thread while they wait. */
final class AsyncReads<K, V> {

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final Slots<K, V> slots;
    private final Flights<K, V> flights;
    private final Pilot<K, V> pilot;
    private final Turns<K, V> turns;
    private final Patience patience;
    private final Background<K, V> background;
    private final Answers<K, V> answers;
    private final Relay relay;
    private final OnWaitTimeout onWaitTimeout;

    /** The parts of a region that all ways to read have in common. */
    record Parts<K, V>(
            Slots<K, V> slots,
            Flights<K, V> flights,
            Pilot<K, V> pilot,
            Turns<K, V> turns,
            Patience patience,
            Background<K, V> background,
            Answers<K, V> answers) {}

    AsyncReads(Parts<K, V> parts, Relay relay, Loading loading) {
        this.slots = parts.slots;
        this.flights = parts.flights;
        this.pilot = parts.pilot;
        this.turns = parts.turns;
        this.patience = parts.patience;
        this.background = parts.background;
        this.answers = parts.answers;
        this.relay = relay;
        this.onWaitTimeout = loading.onWaitTimeout();
    }

    CompletableFuture<Answer<V>> get(K key, Request<K, V> request) {
        Trip trip = trip(key, request, patience.begin(request.options()));
        relay.begin(trip.answer, trip::look);
        return trip.answer;
    }

    /** A read by the current thread that is still to begin. */
    Trip trip(K key, Request<K, V> request, Wait wait) {
        return new Trip(key, request, wait);
    }

    /** One caller's way to an answer. What goes wrong on it, the answer fails with. */
    final class Trip {

        final CompletableFuture<Answer<V>> answer = new CompletableFuture<>();

        private final K key;
        private final Request<K, V> request;
        private final Wait wait;

        /** The load that the caller works for. */
        private final @Nullable Load caller = Load.current();

        private long pauseNanos = FIRST_PAUSE_NANOS;

        private Trip(K key, Request<K, V> request, Wait wait) {
            this.key = key;
            this.request = request;
            this.wait = wait;
        }

        /** Does one step of it. */
        @SuppressWarnings("checkstyle:IllegalCatch")
        void step(Runnable work) {
            try {
                Load.as(caller, work);
            } catch (Throwable failure) {
                answer.completeExceptionally(failure);
            }
        }

        private void found(@Nullable Answer<V> found) {
            if (found != null) {
                answer.complete(found);
            }
        }

        /** Looks at the key, again and again until there is an answer or the caller has lost interest. */
        void look() {
            if (!answer.isDone()) {
                step(() -> follow(flights.decide(key, slots.lookUp(key), request.options(), null)));
            }
        }

        private void follow(Decision<V> decision) {
            if (decision instanceof Decision.Return<V> done) {
                found(done.answer());
            } else if (decision instanceof Decision.Lead<V> lead) {
                lead(lead);
            } else {
                join((Decision.Join<V>) decision);
            }
        }

        /** Waits for a flight. */
        void join(Decision.Join<V> join) {
            Flight<V> flight = join.flight();
            long nanos = patience.limit(wait, flight);
            if (nanos <= 0) {
                joined(join, flight.outcome.getNow(null));
                return;
            }
            Load mine = caller;
            if (mine != null && !mine.beginWaitingFor(flight.load)) {
                throw patience.recursion(key);
            }
            relay.await(CompletableFuture.anyOf(flight.outcome, answer), nanos, () -> {
                if (mine != null) {
                    mine.endWaitingFor(flight.load);
                }
                step(() -> joined(join, flight.outcome.getNow(null)));
            });
        }

        private void joined(Decision.Join<V> join, @Nullable Outcome<V> outcome) {
            if (answer.isDone()) {
                return;
            }
            if (outcome != null) {
                found(answers.joined(key, join, outcome, request.judgement()));
                look();
            } else if (patience.isOver(wait)) {
                exhausted(join.flight());
            } else {
                look();
            }
        }

        @SuppressWarnings("checkstyle:IllegalCatch")
        private void lead(Decision.Lead<V> lead) {
            Answer<V> fallback = lead.fallback();
            if (fallback != null && lead.unattended()) {
                background.dispatch(Map.of(key, lead), () -> pilot.fly(key, lead, request, wait));
                found(flights.served(key, fallback));
                return;
            }
            orAbandoned(lead, () -> {
                Flight<V> flight = lead.flight();
                Stored<V> slot = pilot.board(key, lead, request.judgement());
                if (slot == null) {
                    settle(lead);
                } else if (Pilot.isTaken(flight, slot)) {
                    awaitTurn(lead, flight.outcome);
                } else {
                    takeOff(lead, slot, flight.outcome);
                }
            });
        }

        /** A flight that nobody flies any more would be waited for. */
        private void orAbandoned(Decision.Lead<V> lead, Runnable step) {
            try {
                step.run();
            } catch (Throwable failure) {
                flights.ended(key, lead.flight(), Outcome.abandoned());
                throw failure;
            }
        }

        private void takeOff(Decision.Lead<V> lead, Stored<V> slot, CompletableFuture<?> all) {
            Flight<V> flight = lead.flight();
            flight.load.start(
                    true, () -> pilot.create(key, flight, slot, request, () -> step(() -> settle(lead))), all);
        }

        /**
         * Waits until another process has made the value, or has given up or died.
         *
         * @param all done when all flights of this load have ended
         */
        void awaitTurn(Decision.Lead<V> lead, CompletableFuture<?> all) {
            if (lead.fallback() == null) {
                orAbandoned(lead, () -> poll(lead, turns.watch(key), all));
            } else {
                flights.ended(key, lead.flight(), Outcome.abandoned());
                settle(lead);
            }
        }

        private void poll(Decision.Lead<V> lead, Rivals<K, V>.Watch watch, CompletableFuture<?> all) {
            Stored<V> slot = looked(watch);
            long left = patience.left(wait);
            if (turns.isTaken(key, slot) && left > 0) {
                relay.await(watch.change(), watch.nanos(left), () -> {
                    watch.paused();
                    step(() -> orAbandoned(lead, () -> poll(lead, watch, all)));
                });
                return;
            }
            watch.close();
            Flight<V> flight = lead.flight();
            if (turns.isTaken(key, slot)) {
                flights.ended(key, flight, Outcome.abandoned());
            } else if (slots.state(slot, request.judgement()) == State.FRESH) {
                flights.ended(key, flight, new Outcome.Found<>(slot == null ? null : slot.value()));
            } else {
                turnCame(lead, pilot.takeLease(key, flight, slot, request.judgement(), patience.now()), all);
                return;
            }
            settle(lead);
        }

        private @Nullable Stored<V> looked(Rivals<K, V>.Watch watch) {
            try {
                return slots.lookUp(key);
            } catch (RuntimeException e) {
                watch.close();
                throw e;
            }
        }

        private void turnCame(Decision.Lead<V> lead, @Nullable Stored<V> taken, CompletableFuture<?> all) {
            if (taken == null) {
                settle(lead);
            } else if (Pilot.isTaken(lead.flight(), taken)) {
                awaitTurn(lead, all);
            } else {
                takeOff(lead, taken, all);
            }
        }

        /** The caller's own flight has ended. */
        void settle(Decision.Lead<V> lead) {
            if (answer.isDone()) {
                return;
            }
            Outcome<V> outcome = lead.flight().outcome.join();
            found(answers.led(key, outcome, lead.fallback(), request.judgement()));
            if (!answer.isDone() && patience.isOver(wait)) {
                exhausted(null);
            } else if (!answer.isDone()) {
                // An operation has the key for itself, and would not have its slot changed meanwhile.
                long nanos = Math.min(pauseNanos, patience.left(wait));
                pauseNanos = Math.min(LONGEST_PAUSE_NANOS, pauseNanos * 3 / 2);
                relay.await(answer, nanos, this::look);
            }
        }

        @SuppressWarnings("FutureReturnValueIgnored") // It is the answer that tells.
        private void exhausted(@Nullable Flight<V> flight) {
            WaitException exhausted = patience.exhausted(key, flight, wait);
            if (request.options().onWaitTimeoutOr(onWaitTimeout) == OnWaitTimeout.FAIL) {
                throw exhausted;
            }
            pilot.createAlone(key, request)
                    .whenComplete((outcome, never) ->
                            step(() -> found(answers.led(key, outcome, null, request.judgement()))));
        }
    }
}
