// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package com.example;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.testkit.HeapBytes;

/** A driver of a store in memory, under the name that a third party would give it. */
public final class AcmeStoreFactory implements ByteBackendFactory {

    static final int LARGEST_VALUE = HeapBytes.MAXIMUM;

    private static final HeapBytes.Store STORE = new HeapBytes.Store();

    @Override
    public String name() {
        return "acme";
    }

    @Override
    public Backend<String, byte[]> create(BackendContext context) {
        context.arguments().text("url");
        context.arguments().requireNoneLeft();
        return STORE.open(context.namespace());
    }
}
