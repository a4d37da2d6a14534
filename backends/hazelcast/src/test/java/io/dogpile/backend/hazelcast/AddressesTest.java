// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.testkit.server.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:5801", "[::1]:5801"})
    void aPortThatIsGivenIsTheOnlyOne(String member) {
        String host = member.startsWith("[") ? "::1" : "127.0.0.1";
        assertThat(Addresses.places(member)).containsExactly(new InetSocketAddress(host, 5801));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]", "::1"})
    void withoutAPortThereAreThoseThatHazelcastTries(String member) {
        String host = member.contains("::1") ? "::1" : member;
        assertThat(Addresses.places(member))
                .containsExactly(
                        new InetSocketAddress(host, 5701),
                        new InetSocketAddress(host, 5702),
                        new InetSocketAddress(host, 5703));
    }

    @Test
    void oneThatKeepsAConnectionIsEnough() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(new Addresses(List.of(Process.at(FreePorts.next()), Process.at(silent.getLocalPort())))
                            .takeConnections())
                    .isTrue();
        }
    }

    @Test
    void aPortThatRefusesDoesNotTakeConnections() {
        assertThat(new Addresses(List.of(Process.at(FreePorts.next()))).takeConnections())
                .isFalse();
    }

    @Test
    void oneThatClosesConnectionsAtOnceDoesNotTakeThem() throws IOException {
        try (ServerSocket closing = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread closer = new Thread(() -> acceptAndClose(closing));
            closer.start();
            assertThat(new Addresses(List.of(Process.at(closing.getLocalPort()))).takeConnections())
                    .isFalse();
        }
    }

    private static void acceptAndClose(ServerSocket server) {
        try {
            server.accept().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
