// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;

/** Adds one to a number, which is 0 if it is not there. Stateless. */
final class Increment implements EntryProcessor<String, String, String> {

    @Override
    public String process(MutableEntry<String, String> entry, Object... arguments) {
        String next = entry.exists() ? String.valueOf(Long.parseLong(entry.getValue()) + 1) : "1";
        entry.setValue(next);
        return next;
    }

    /** The number as the next increment would find it. */
    static String valueOf(Cache<String, String> cache, String key) {
        return cache.invoke(key, (entry, arguments) -> String.valueOf(entry.getValue()));
    }
}
