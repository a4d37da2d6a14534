// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.testkit.server.ProxiedServer;
import java.time.Duration;
import java.util.Map;

/** What the test class of a backend behind a network says about it. */
interface NetworkUnderTest {

    /** The server that all tests of the class use; they end and restart it, and spoil the network in front of it. */
    ProxiedServer server();

    /** The {@linkplain ByteBackendFactory#name() name} of the backend. */
    String backend();

    /** The backend's arguments to reach a server on a port of the loopback address, without {@code timeout}. */
    Map<String, String> arguments(int port);

    /** The backend's {@code timeout}, which is every call's deadline; half a second by default. */
    default Duration deadline() {
        return Duration.ofMillis(500);
    }

    /**
     * How much later than promised a call may return before a test fails; half a second by default. What is promised is 50 ms on
     * a machine that has nothing else to do, and what was measured is reported.
     */
    default Duration slack() {
        return Duration.ofMillis(500);
    }

    /**
     * How soon after the end of a fault values are stored again; 2 seconds by default, as is promised. A test fails only beyond
     * four times the {@link #slack} more, and reports what was measured.
     */
    default Duration recovery() {
        return Duration.ofSeconds(2);
    }

    /** How often a client's connection is spoilt by random bits; more often only costs time. */
    default int spoiltConnections() {
        return 3;
    }
}
