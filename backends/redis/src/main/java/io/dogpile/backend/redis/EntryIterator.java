// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Stored;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** The entries of a scan, each page's values read in one go. Not thread-safe. */
final class EntryIterator implements Iterator<Map.Entry<String, Stored<byte[]>>> {

    private final Scan scan;
    private final Function<List<String>, Map<String, Stored<byte[]>>> values;
    private Iterator<Map.Entry<String, Stored<byte[]>>> page = Collections.emptyIterator();

    /** @param values reads those of the keys that are still there */
    EntryIterator(Scan scan, Function<List<String>, Map<String, Stored<byte[]>>> values) {
        this.scan = scan;
        this.values = values;
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext()) {
            if (scan.isFinished()) {
                return false;
            }
            page = values.apply(scan.next()).entrySet().iterator();
        }
        return true;
    }

    @Override
    public Map.Entry<String, Stored<byte[]>> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.next();
    }
}
