// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package com.example;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.testkit.ByteBackendContract;
import java.time.InstantSource;
import java.util.Map;

final class AcmeStoreTest implements ByteBackendContract {

    @Override
    public Backend<String, byte[]> open(String namespace) {
        Arguments arguments = new Arguments("the backend under test", Map.of("url", "acme://127.0.0.1:4711"));
        return new AcmeStoreFactory().create(BackendContext.of(namespace, arguments, InstantSource.system()));
    }

    @Override
    public int maximumValueBytes() {
        return AcmeStoreFactory.LARGEST_VALUE;
    }
}
