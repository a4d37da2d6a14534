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
     * How much later than promised anything may be before a test fails: half a second, because machines that build are busy; none
     * with the system property {@code dogpile.deep}, which is for a machine that has nothing else to do. What is promised
     * is that calls return 50 ms after their deadline at the latest, and {@link #recovery}.
     */
    default Duration slack() {
        return Deep.ASKED ? Duration.ZERO : Duration.ofMillis(500);
    }

    /** How soon values are stored again after the end of a fault; 2 seconds by default, as is promised. */
    default Duration recovery() {
        return Duration.ofSeconds(2);
    }

    /** How often a client's connection is spoilt by random bits; more often only costs time. */
    default int spoiltConnections() {
        return 3;
    }
}
