// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What the test class of a store of bytes says about it. */
interface ByteBackendUnderTest {

    /**
     * A backend with a client of its own, in the store that all tests of this class may share. Those of one namespace have all
     * entries in common, those of different namespaces have none; the tests take a new namespace each.
     *
     * @param namespace for {@link BackendContext#namespace()}: whatever is allowed there
     */
    Backend<String, byte[]> open(String namespace);

    /** Why no second client can have the entries of a namespace in common with the first. By default it can. */
    default Optional<String> cannotShare() {
        return Optional.empty();
    }

    /** Why {@link Backend#entries()} throws {@link UnsupportedOperationException}. By default it does not. */
    default Optional<String> cannotIterate() {
        return Optional.empty();
    }

    /** Why {@link Backend#watch} returns false. By default it does not. */
    default Optional<String> cannotWatch() {
        return Optional.empty();
    }

    /** Why no value is refused for its size alone. By default one is. */
    default Optional<String> cannotRefuseBySize() {
        return Optional.empty();
    }

    /** How many bytes the largest value has that the store takes under any key; 1,000,000 by default. */
    default int maximumValueBytes() {
        return 1_000_000;
    }

    /** How many bytes make a value too large under any key; one more than the maximum by default. */
    default int tooManyValueBytes() {
        return maximumValueBytes() + 1;
    }

    /** How many entries a test stores at most; the store must have room for them. The default is 1,000. */
    default int entries() {
        return 1_000;
    }

    /** How often each of four threads changes one value; 300 by default. */
    default int rounds() {
        return 300;
    }

    /** Until when all clients see that one of them has removed everything; at once by default. */
    default Duration clearIsSeenWithin() {
        return Duration.ZERO;
    }

    /** Until when a backend that watches is told of a change; 2 seconds by default. */
    default Duration changesAreToldWithin() {
        return Duration.ofSeconds(2);
    }

    /** Until when values past their time are dropped by a store that does so by itself; 4 seconds by default. */
    default Duration dropsWithin() {
        return Duration.ofSeconds(4);
    }

    /** What tells the time of values; the clock of the backend's context. The default is the system's clock. */
    default Clock clock() {
        return Clock.systemUTC();
    }
}
