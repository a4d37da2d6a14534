// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import io.dogpile.backend.ChangeListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a listener was told. */
final class Heard implements ChangeListener<String> {

    final Set<String> changed = ConcurrentHashMap.newKeySet();
    final AtomicInteger missed = new AtomicInteger();

    @Override
    public void changed(String key) {
        changed.add(key);
    }

    @Override
    public void missed() {
        missed.incrementAndGet();
    }
}
