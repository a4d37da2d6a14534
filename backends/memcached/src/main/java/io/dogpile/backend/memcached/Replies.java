// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.io.IOException;

/**
 * Makes sense of what a server answers to one request: lines, each perhaps followed by a block of bytes. Called by the
 * client's I/O thread. Whoever throws costs the connection, and so the other requests on it: only bytes that are not
 * memcached's protocol are a reason to; a refusal by the server is a result.
 */
interface Replies {

    /** What {@link #line} returns if no block follows. */
    int NO_BLOCK = -1;

    /** Takes a line; returns how many bytes of a block follow it, or {@link #NO_BLOCK}. */
    int line(Line line) throws IOException;

    /** Takes the block that was announced. */
    default void block(byte[] bytes) throws IOException {
        throw new IOException("a block of bytes that nobody asked for");
    }

    /** Whether the request is not written at all if it had to wait for longer than an operation may take. */
    default boolean isLeftOutWhenLate() {
        return true;
    }

    /** Whether the answer is whole, so that what comes next belongs to the next request. */
    boolean isComplete();
}
