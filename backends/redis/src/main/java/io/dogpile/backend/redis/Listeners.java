// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.ChangeListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wants to know of changes, by what the store's names of the keys begin with: all keys of a region, or the name of one. A
 * listener that fails harms nobody else. Thread-safe.
 */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final Map<String, List<ChangeListener<? super String>>> byPrefix = new ConcurrentHashMap<>();

    void add(String prefix, ChangeListener<? super String> listener) {
        byPrefix.computeIfAbsent(prefix, none -> new CopyOnWriteArrayList<>()).add(listener);
    }

    void remove(String prefix, ChangeListener<? super String> listener) {
        byPrefix.getOrDefault(prefix, new CopyOnWriteArrayList<>()).remove(listener);
    }

    /** All that was ever listened to. */
    Set<String> prefixes() {
        return Set.copyOf(byPrefix.keySet());
    }

    /** @param wire the key as the store knows it */
    void changed(String wire) {
        int brace = wire.indexOf('{');
        if (brace >= 0 && wire.endsWith("}")) {
            String key = wire.substring(brace + 1, wire.length() - 1);
            for (String prefix : List.of(wire.substring(0, brace + 1), wire)) {
                tell(byPrefix.getOrDefault(prefix, List.of()), listener -> listener.changed(key));
            }
        }
    }

    void missed() {
        byPrefix.values().forEach(listeners -> tell(listeners, ChangeListener::missed));
    }

    private static void tell(
            List<ChangeListener<? super String>> listeners, Consumer<ChangeListener<? super String>> what) {
        for (ChangeListener<? super String> listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("a listener to changes failed", e);
            }
        }
    }
}
