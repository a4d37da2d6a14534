// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * All keys of a region, page by page, over all masters. A key that is there from beginning to end is seen; each is seen
 * once. Not thread-safe.
 */
final class Scan {

    private static final int PAGE = 1_000;

    private final RedisLink link;
    private final Keys keys;
    private final String operation;
    private final ScanArgs range;
    private final SeenKeys seen = new SeenKeys(ThreadLocalRandom.current().nextLong());
    private @Nullable KeyScanCursor<String> cursor;

    Scan(RedisLink link, Keys keys, String operation) {
        this.link = link;
        this.keys = keys;
        this.operation = operation;
        this.range = ScanArgs.Builder.limit(PAGE).match(keys.pattern());
    }

    boolean isFinished() {
        return cursor != null && cursor.isFinished();
    }

    /** The next keys, as the region knows them; perhaps none. */
    List<String> next() {
        KeyScanCursor<String> last = cursor;
        KeyScanCursor<String> page = link.call(
                operation,
                wire -> last == null
                        ? wire.commands().scan(range)
                        : wire.commands().scan(last, range));
        cursor = page;
        return page.getKeys().stream()
                .filter(wire -> keys.owns(wire) && seen.add(wire))
                .map(keys::key)
                .toList();
    }
}
