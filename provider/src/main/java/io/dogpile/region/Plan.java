// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What was decided for the keys of one call. */
final class Plan<K, V> {

    final Set<K> keys;
    final Loads loads = new Loads(new Load(), new Load());

    /** Of the keys that are done. */
    final Map<K, Answer<V>> answers = new LinkedHashMap<>();

    /** What the caller flies. */
    final Map<K, Decision.Lead<V>> leads = new LinkedHashMap<>();

    /** What the executor flies. */
    final Map<K, Decision.Lead<V>> unattended = new LinkedHashMap<>();

    /** What the caller waits for. */
    final Map<K, Decision.Join<V>> joins = new LinkedHashMap<>();

    Plan(Set<K> keys) {
        this.keys = keys;
    }

    /** Decides for each key, whose slots were seen to hold {@code seen}. */
    void make(Flights<K, V> flights, Map<K, Stored<V>> seen, ReadOptions<?, ?> options) {
        for (K key : keys) {
            Decision<V> decision = flights.decide(key, seen.get(key), options, loads);
            if (decision instanceof Decision.Return<V> done) {
                answers.put(key, done.answer());
            } else if (decision instanceof Decision.Join<V> join) {
                joins.put(key, join);
            } else if (decision instanceof Decision.Lead<V> lead) {
                Answer<V> fallback = lead.fallback();
                if (lead.unattended() && fallback != null) {
                    unattended.put(key, lead);
                    answers.put(key, flights.served(key, fallback));
                } else {
                    leads.put(key, lead);
                }
            }
        }
    }
}
