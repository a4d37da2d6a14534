// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.codec.DecodeFailures;
import io.dogpile.codec.EncodingBackend;
import io.dogpile.codec.EncodingSettings;
import io.dogpile.codec.Types;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A driver that passes the contract of drivers is, with keys and values encoded for it, a backend that passes this one. */
final class EncodingBackendContractTest implements BackendContract {

    private final DecodeFailures failures = new DecodeFailures();

    @Override
    public Backend<String, String> open() {
        EncodingSettings settings = EncodingSettings.of(
                "region",
                "namespace",
                new Types(String.class, String.class, getClass().getClassLoader(), List.of()));
        return new EncodingBackend<>(
                new HeapBytes.Store().open("namespace"), settings, Clock.systemUTC(), new SecureRandom(), failures);
    }

    @AfterEach
    void nothingWasUnreadable() {
        assertThat(failures.total()).isZero();
    }
}
