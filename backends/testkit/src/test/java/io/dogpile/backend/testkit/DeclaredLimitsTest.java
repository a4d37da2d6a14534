// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.heap.HeapBackend;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeclaredLimitsTest {

    @Test
    void aDeclaredLimitIsReportedWithItsReasonAndNothingIsSkipped() {
        Launch launch = new Launch(DeclaredLimitsTest::notIterable, "there is no list of keys");

        assertThat(launch.failed).isEmpty();
        assertThat(launch.skipped).isEmpty();
        assertThat(launch.passed).hasSizeGreaterThan(40);
        assertThat(launch.reported).containsExactly("cannot iterate: there is no list of keys");
    }

    @Test
    void aLimitThatIsNotDeclaredFails() {
        assertThat(new Launch(DeclaredLimitsTest::notIterable).failed).containsKey("iterationSeesAllThatIsStored");
    }

    @Test
    void anEmptyIteratorIsNoRefusal() {
        assertThat(new Launch(() -> new Empty(HeapBackend.unbounded()), "so it says").failed)
                .containsKey("iterationSeesAllThatIsStored");
    }

    @Test
    void aLimitThatIsNoneFails() {
        assertThat(new Launch(HeapBackend::unbounded, "so it says").failed).containsKey("iterationSeesAllThatIsStored");
    }

    @Test
    void aLimitNeedsAReason() {
        assertThat(new Launch(DeclaredLimitsTest::notIterable, " ").failed)
                .containsKey("whatTheBackendCannotDoIsReported");
    }

    @Test
    void aTestThatIsOverriddenFailsTheContract() {
        assertThat(new Launch(Launch.Overriding.class, HeapBackend::unbounded, null).failed)
                .containsOnlyKeys("noTestOfTheContractIsOverridden");
    }

    private static Backend<String, String> notIterable() {
        return new NotIterable(HeapBackend.unbounded());
    }

    record NotIterable(Backend<String, String> delegate) implements ForwardingBackend<String, String> {

        @Override
        public Iterator<Map.Entry<String, Stored<String>>> entries() {
            throw new UnsupportedOperationException("no list of keys");
        }
    }

    record Empty(Backend<String, String> delegate) implements ForwardingBackend<String, String> {

        @Override
        public Iterator<Map.Entry<String, Stored<String>>> entries() {
            return Collections.emptyIterator();
        }
    }
}
