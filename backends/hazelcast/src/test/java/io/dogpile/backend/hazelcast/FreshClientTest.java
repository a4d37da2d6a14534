// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.testkit.server.FreePorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client's first operation meets. */
@Timeout(60)
final class FreshClientTest {

    private static final String CLUSTER = Process.clusterName();
    private static final int PORT = FreePorts.next();

    @Test
    void theFirstOperationIsDone() {
        try (Backend<String, byte[]> member = new Process().open("books", Process.member(CLUSTER, PORT))) {
            member.put("key", Process.value("value"));
            for (int i = 0; i < 5; i++) {
                try (Backend<String, byte[]> client =
                        new Process().open("books", Process.patient(Process.client(CLUSTER, Process.at(PORT))))) {
                    assertThat(Process.text(client.get("key"))).isEqualTo("value");
                }
            }
        }
    }

    @Test
    void aClusterThatIsAwayIsWaitedForNoLongerThanAnOperationMayTake() {
        try (Backend<String, byte[]> client =
                new Process().open("books", Process.client(CLUSTER, Process.at(FreePorts.next())))) {
            assertThatThrownBy(() -> client.get("key"))
                    .isInstanceOfSatisfying(
                            BackendException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(BackendException.Kind.UNAVAILABLE));
        }
    }
}
