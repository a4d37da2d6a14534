// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a region has to hold, after what was done to it one after the other. Its time passes in steps. */
final class ExpectedSlots {

    private record Held(String value, long since, boolean soft) {}

    private final Map<String, Held> slots = new HashMap<>();
    private final long freshFor;
    private final long staleFor;
    private long now;

    ExpectedSlots(long freshFor, long staleFor) {
        this.freshFor = freshFor;
        this.staleFor = staleFor;
    }

    void step() {
        now++;
    }

    void put(String key, String value) {
        slots.put(key, new Held(value, now, false));
    }

    void remove(String key) {
        slots.remove(key);
    }

    void clear() {
        slots.clear();
    }

    void invalidate(Invalidation how) {
        if (how == Invalidation.HARD) {
            clear();
        } else {
            slots.replaceAll((key, held) -> new Held(held.value, held.since, true));
        }
    }

    State state(String key) {
        Held held = slots.get(key);
        if (held == null || now - held.since >= freshFor + staleFor) {
            return State.ABSENT;
        }
        return held.soft || now - held.since >= freshFor ? State.STALE : State.FRESH;
    }

    /** The value, fresh or stale. */
    @Nullable
    String servable(String key) {
        return state(key) == State.ABSENT ? null : slots.get(key).value;
    }

    @Nullable
    String fresh(String key) {
        return state(key) == State.FRESH ? slots.get(key).value : null;
    }
}
