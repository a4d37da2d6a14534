// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;

/** A proxy that overrides nothing does what the driver behind it does. */
final class ForwardingBytesContractTest implements ByteBackendContract {

    private final HeapBytes.Store store = new HeapBytes.Store();

    @Override
    public Backend<String, byte[]> open(String namespace) {
        return new Proxy(store.open(namespace));
    }

    @Override
    public int maximumValueBytes() {
        return HeapBytes.MAXIMUM;
    }

    record Proxy(Backend<String, byte[]> delegate) implements ForwardingBackend<String, byte[]> {}
}
