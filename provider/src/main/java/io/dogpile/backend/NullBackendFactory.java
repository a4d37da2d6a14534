// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

/** Makes {@linkplain NullBackend null backends}: caching switched off by the name {@code null}. */
public final class NullBackendFactory implements BackendFactory {

    @Override
    public String name() {
        return "null";
    }

    @Override
    public <K, V> Backend<K, V> create(BackendContext context) {
        context.arguments().requireNoneLeft();
        return new NullBackend<>();
    }
}
