// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ChangeListener;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class DeclaredByteLimitsTest {

    @Test
    void declaredLimitsAreReportedWithTheirReasonsAndNothingIsSkipped() {
        Launch launch = ByteSubject.spaces(
                        store -> namespace -> new Limited(store.open(namespace + "/" + System.nanoTime())))
                .declaring("share", "each client has a store of its own")
                .declaring("iterate", "there is no list of keys")
                .declaring("watch", "nobody tells")
                .launch();

        assertThat(launch.failed).isEmpty();
        assertThat(launch.skipped).isEmpty();
        assertThat(launch.passed).hasSizeGreaterThan(60);
        assertThat(launch.reported)
                .containsExactlyInAnyOrder(
                        "cannot share: each client has a store of its own",
                        "cannot iterate: there is no list of keys",
                        "cannot watch: nobody tells");
    }

    @Test
    void limitsThatAreNotDeclaredFail() {
        assertThat(ByteSubject.of(Limited::new).failures())
                .containsKeys("iterationSeesAllThatEitherClientHasStored", "whatTheOtherClientChangesIsTold");
        assertThat(ByteSubject.spaces(store -> namespace -> store.open(namespace + "/" + System.nanoTime()))
                        .failures())
                .containsKeys("whatOneClientStoresTheOtherSees", "aVersionIsTheSameForBothClients");
    }

    @Test
    void anEmptyIteratorIsNoRefusal() {
        assertThat(ByteSubject.of(Empty::new).declaring("iterate", "so it says").failures())
                .containsKey("iterationSeesAllThatEitherClientHasStored");
    }

    @Test
    void limitsThatAreNoneFail() {
        assertThat(ByteSubject.of(UnaryOperator.identity())
                        .declaring("iterate", "so it says")
                        .declaring("watch", "so it says")
                        .declaring("refuse", "so it says")
                        .failures())
                .containsKeys(
                        "iterationSeesAllThatEitherClientHasStored",
                        "whatTheOtherClientChangesIsTold",
                        "aLargerValueIsRefusedAndChangesNothing");
    }

    @Test
    void aLimitNeedsAReason() {
        assertThat(ByteSubject.of(Limited::new)
                        .declaring("iterate", "there is no list of keys")
                        .declaring("watch", " ")
                        .failures())
                .containsKeys("whatTheStoreCannotDoIsReported", "whatTheOtherClientChangesIsTold");
    }

    @Test
    void aTestThatIsOverriddenFailsTheContract() {
        assertThat(ByteSubject.of(UnaryOperator.identity()).launch(ByteSubject.Overriding.class).failed)
                .containsOnlyKeys("noTestOfTheContractIsOverridden");
    }

    record Limited(Backend<String, byte[]> delegate) implements ForwardingBackend<String, byte[]> {

        @Override
        public Iterator<Map.Entry<String, Stored<byte[]>>> entries() {
            throw new UnsupportedOperationException("no list of keys");
        }

        @Override
        public boolean watch(ChangeListener<? super String> listener) {
            return false;
        }
    }

    record Empty(Backend<String, byte[]> delegate) implements ForwardingBackend<String, byte[]> {

        @Override
        public Iterator<Map.Entry<String, Stored<byte[]>>> entries() {
            return Collections.emptyIterator();
        }
    }
}
