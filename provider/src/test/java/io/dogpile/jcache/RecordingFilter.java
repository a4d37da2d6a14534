// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.io.Closeable;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;

/** Passes everything and counts its closings. */
final class RecordingFilter implements CacheEntryEventFilter<String, String>, Closeable {

    final AtomicInteger closings = new AtomicInteger();

    @Override
    public boolean evaluate(CacheEntryEvent<? extends String, ? extends String> event) {
        return true;
    }

    @Override
    public void close() {
        closings.incrementAndGet();
    }
}
