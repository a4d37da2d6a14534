// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import io.dogpile.backend.memcached.Dialect.Item;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * What memcached takes: items up to a size, for a time in seconds. Immutable.
 *
 * @param itemSize the largest item that the servers take, in bytes
 */
record Sizes(long itemSize) {

    /** What an item takes beside its name and value, with something to spare: its header, and one for each of its pieces. */
    private static final int OVERHEAD = 512;

    /** Longer times are taken for dates; for ever is as good, since the metadata decides and the server evicts. */
    private static final long LONGEST = TimeUnit.DAYS.toSeconds(30);

    /** A server's second may be over at once, and its clock ticks late. */
    private static final long SPARE = 2;

    /**
     * What is to be sent to store a value. It must not be more than the server takes: one that refuses removes what was there.
     */
    Item item(Place place, Stored<byte[]> stored, InstantSource clock, Call call) {
        byte[] value = stored.value();
        if (value == null || value.length == 0) {
            throw new IllegalArgumentException("memcached: an empty value cannot be told from none");
        }
        byte[] packed = ItemKeys.pack(place.generation().prefix(), place.item(), place.key(), value);
        long size = (long) packed.length + place.item().length() + OVERHEAD;
        if (size > itemSize) {
            throw call.failure(
                    Kind.TOO_LARGE,
                    place.server().name(),
                    "was not sent: a value of " + value.length + " bytes makes an item of " + size + ", more than the "
                            + itemSize + " of argument 'maximum-item-size' (raise it together with the server's -I)",
                    null);
        }
        return new Item(place.item(), seconds(stored.keptUntil(), clock), packed);
    }

    /** Rounded up, since nothing is to vanish before its time. */
    static int seconds(long keptUntil, InstantSource clock) {
        if (keptUntil == Terms.FOREVER) {
            return 0;
        }
        long millis = Math.max(0, keptUntil - clock.millis());
        long seconds = millis / 1_000 + (millis % 1_000 == 0 ? 0 : 1) + SPARE;
        return seconds > LONGEST ? 0 : (int) seconds;
    }
}
