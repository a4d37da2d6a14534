// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.Backend;
import java.time.Clock;
import java.util.Optional;

/** What a backend's test class says about the backend. */
interface BackendUnderTest {

    /** An empty backend, over a store of its own or one that was cleared. Each test opens one and closes it. */
    Backend<String, String> open();

    /** Why {@link Backend#entries()} throws {@link UnsupportedOperationException}. By default it does not. */
    default Optional<String> cannotIterate() {
        return Optional.empty();
    }

    /**
     * Why what was just touched may have to be read twice before {@link Backend#replace} knows it. By default it need not: then only another
     * change makes a replacement fail.
     */
    default Optional<String> cannotReplaceWhatWasTouchedAtOnce() {
        return Optional.empty();
    }

    /** How many entries a test stores at most; the backend must have room for them. The default is 1,000. */
    default int entries() {
        return 1_000;
    }

    /** How often each of four threads changes one value; 2,000 by default, less for a store that is slow to answer. */
    default int rounds() {
        return 2_000;
    }

    /** What tells the time of values, for a store that drops those past theirs. The default is the system's clock. */
    default Clock clock() {
        return Clock.systemUTC();
    }
}
