// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes many changes, each for itself: one that fails does not keep the others from being made, whether a listener is to blame,
 * which is told of what has happened already, or an entry that cannot be stored. The first failure is thrown in the end, and
 * carries some of the others.
 */
final class Failures {

    private static final int MOST_SUPPRESSED = 16;

    private @Nullable RuntimeException first;
    private int suppressed;

    static <K> void each(Collection<? extends K> keys, Consumer<K> change) {
        Failures failures = new Failures();
        keys.forEach(key -> failures.during(() -> change.accept(key)));
        failures.rethrow();
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    void during(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            add(e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // A throwable cannot be suppressed in itself, whatever it says it equals.
    private void add(RuntimeException e) {
        if (first == null) {
            first = e;
        } else if (first != e && suppressed++ < MOST_SUPPRESSED) {
            first.addSuppressed(e);
        }
    }

    void rethrow() {
        if (first != null) {
            throw first;
        }
    }
}
