// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.Backend;
import io.dogpile.backend.heap.HeapBackend;
import io.dogpile.codec.CopyingBackend;

/** Strings are never copied, so that what goes in is what the heap keeps. */
final class CopyingBackendContractTest implements BackendContract {

    @Override
    public Backend<String, String> open() {
        return new CopyingBackend<>(HeapBackend.unbounded(), getClass().getClassLoader());
    }
}
