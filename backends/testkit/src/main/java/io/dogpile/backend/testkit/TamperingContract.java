// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.config.ProtectionKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * What caches make of replies that are not what was stored: bytes of another key, changed bits, missing bytes, and replies that are
 * none. Tests over a real server: let the test class of a backend implement this.
 *
 * <p>No wrong value is ever handed out, each is counted, and the next read after it finds a good value again. The system
 * property {@code dogpile.deep} tries every byte.
 */
@Timeout(600)
public interface TamperingContract extends NetworkUnderTest {

    /** A test that is overridden would be a limit that nobody sees. */
    @Test
    default void noTestOfTheContractIsOverridden() {
        Declared.requireAllTestsOf(TamperingContract.class, getClass());
    }

    @Test
    default void whatBelongsToAnotherKeyIsNotHandedOut(TestReporter reporter) {
        swap(ProtectionKind.NONE, reporter);
    }

    @Test
    default void whatBelongsToAnotherKeyIsNotHandedOutIfSigned(TestReporter reporter) {
        swap(ProtectionKind.SIGN, reporter);
    }

    private void swap(ProtectionKind protection, TestReporter reporter) {
        try (Tampering tampering = new Tampering(this, protection)) {
            for (int i = 0; i < 10; i++) {
                tampering.swap();
            }
            tampering.report(reporter, "swapped, protection " + protection);
        }
    }

    @Test
    default void aChangedBitIsNoticed(TestReporter reporter) {
        flip(ProtectionKind.NONE, reporter);
    }

    @Test
    default void aChangedBitIsNoticedIfSigned(TestReporter reporter) {
        flip(ProtectionKind.SIGN, reporter);
    }

    private void flip(ProtectionKind protection, TestReporter reporter) {
        try (Tampering tampering = new Tampering(this, protection)) {
            for (int position = 0; position < tampering.length(); position += STEP) {
                tampering.flip(position);
            }
            tampering.report(reporter, "bits flipped, protection " + protection);
        }
    }

    @Test
    default void missingBytesAreNoticed(TestReporter reporter) {
        truncate(ProtectionKind.NONE, reporter);
    }

    @Test
    default void missingBytesAreNoticedIfSigned(TestReporter reporter) {
        truncate(ProtectionKind.SIGN, reporter);
    }

    private void truncate(ProtectionKind protection, TestReporter reporter) {
        try (Tampering tampering = new Tampering(this, protection)) {
            for (int length = 1; length < tampering.length(); length += STEP) {
                tampering.truncate(length);
            }
            tampering.report(reporter, "truncated, protection " + protection);
        }
    }

    /** How far apart the bytes are that are tampered with, one after the other. */
    int STEP = Deep.number(3, 1);

    /** Each seed spoils other bits: lengths, kinds of replies, values. The first ones are known to bring a client out of step. */
    int FIRST_SEED = 3;

    @Test
    default void repliesThatAreNoRepliesDoNoHarm(TestReporter reporter) {
        long before = server().network().flipped();
        int seeds = Deep.number(spoiltConnections(), 100);
        for (int seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
            spoil(seed);
        }
        reporter.publishEntry("bits flipped anywhere", server().network().flipped() - before + " bits");
    }

    private void spoil(int seed) {
        try (Tampering tampering = new Tampering(this, ProtectionKind.NONE)) {
            long before = tampering.noticed();
            long flippedBefore = server().network().flipped();
            tampering.crudely(server().network().flipBits(40, seed), 40);
            assertThat(server().network().flipped())
                    .as("bits that were flipped, seed %s", seed)
                    .isGreaterThan(flippedBefore);
            assertThat(tampering.noticed())
                    .as("what was noticed, seed %s", seed)
                    .isGreaterThan(before);
        }
    }

    @Test
    default void repliesThatEndInTheMiddleDoNoHarm() {
        try (Tampering tampering = new Tampering(this, ProtectionKind.NONE)) {
            long before = tampering.noticed();
            int connections = server().network().connections();
            for (int bytes = 1; bytes < 100; bytes += 10 * STEP) {
                tampering.crudely(server().network().truncateRepliesAfter(bytes), 2);
            }
            assertThat(server().network().connections())
                    .as("connections, of which each was cut off")
                    .isGreaterThan(connections);
            assertThat(tampering.noticed()).as("what was noticed").isGreaterThan(before);
        }
    }
}
