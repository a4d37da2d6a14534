// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

/** Where a server's replies end, for a proxy that has to tell one from the next. Stateless. */
@FunctionalInterface
public interface ReplyFraming {

    /** What {@link #lengthOfFirst} returns when there is no whole reply yet. */
    int INCOMPLETE = -1;

    /** The length of the first reply in these bytes, or {@link #INCOMPLETE}. */
    int lengthOfFirst(byte[] bytes);

    /** Replies of Redis and its kin, in both versions of their protocol. */
    static ReplyFraming redis() {
        return bytes -> new ReplyCursor(bytes).skipRedis();
    }

    /** Replies of memcached to its text and meta commands, but for listings and statistics. */
    static ReplyFraming memcached() {
        return bytes -> new ReplyCursor(bytes).skipMemcached();
    }
}
