// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.heap.HeapBackend;

/** A proxy that overrides nothing does what the backend behind it does. */
final class ForwardingBackendContractTest implements BackendContract {

    @Override
    public Backend<String, String> open() {
        return new Proxy(HeapBackend.unbounded());
    }

    record Proxy(Backend<String, String> delegate) implements ForwardingBackend<String, String> {}
}
