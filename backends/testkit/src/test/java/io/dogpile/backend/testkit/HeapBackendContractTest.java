// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.Backend;
import io.dogpile.backend.heap.HeapBackend;

/** The heap without bound. */
final class HeapBackendContractTest implements BackendContract {

    @Override
    public Backend<String, String> open() {
        return HeapBackend.unbounded();
    }
}
