// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.ChangeListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what it was told. */
final class Told implements ChangeListener<String> {

    final Set<String> keys = ConcurrentHashMap.newKeySet();
    final AtomicInteger missed = new AtomicInteger();

    @Override
    public void changed(String key) {
        keys.add(key);
    }

    @Override
    public void missed() {
        missed.incrementAndGet();
    }
}
