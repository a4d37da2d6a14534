// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package com.example;

import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.BackendContract;
import java.util.Optional;

final class AcmeBackendTest implements BackendContract {

    @Override
    public Backend<String, String> open() {
        return new AcmeBackend();
    }

    @Override
    public Optional<String> cannotIterate() {
        return Optional.of("Acme's protocol has no command that lists keys");
    }
}
