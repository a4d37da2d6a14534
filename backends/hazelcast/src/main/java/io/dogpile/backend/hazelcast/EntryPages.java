// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.map.IMap;
import io.dogpile.backend.Stored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All entries of a map, fetched by pages. Hazelcast goes through the partitions one after the other and may give an entry
 * twice when one moves or grows meanwhile; here it comes once. Not thread-safe.
 */
final class EntryPages implements Iterator<Map.Entry<String, Stored<byte[]>>> {

    private static final int PAGE = 250;

    private final MapCalls calls;
    private final Set<String> seen = new HashSet<>();
    private @Nullable Iterator<Map.Entry<String, byte[]>> source;
    private Iterator<Map.Entry<String, byte[]>> page;

    EntryPages(MapCalls calls) {
        this.calls = calls;
        this.page = fetch();
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext()) {
            page = fetch();
        }
        return page.hasNext();
    }

    @Override
    public Map.Entry<String, Stored<byte[]>> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Map.Entry<String, byte[]> entry = page.next();
        return Map.entry(entry.getKey(), Stored.of(entry.getValue(), entry.getValue()));
    }

    private Iterator<Map.Entry<String, byte[]>> fetch() {
        return calls.whole("iteration", this::nextPage).iterator();
    }

    /** Runs on a thread that may be given up on; the iteration has failed then, and its source is not used again. */
    private List<Map.Entry<String, byte[]>> nextPage(IMap<String, byte[]> map) {
        Iterator<Map.Entry<String, byte[]>> entries = source == null ? map.iterator(PAGE) : source;
        source = entries;
        List<Map.Entry<String, byte[]>> found = new ArrayList<>(PAGE);
        while (found.size() < PAGE && entries.hasNext()) {
            Map.Entry<String, byte[]> entry = entries.next();
            if (entry.getValue() != null && seen.add(entry.getKey())) {
                found.add(entry);
            }
        }
        return found;
    }
}
