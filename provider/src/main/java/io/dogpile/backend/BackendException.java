// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A backend could not do what it was asked to. A failure is never a miss: whoever may go on without the backend decides so.
 *
 * <p>The message names the backend, the operation, how long it took and what to look at; never a key's or a value's content.
 */
public final class BackendException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is known about the operation that failed. */
    public enum Kind {

        /** It was surely not done: the store is not there, or is known to be away. */
        UNAVAILABLE,

        /** It may have been done, or may still be: the answer did not come in time. Read again before deciding anything. */
        UNKNOWN,

        /** It was not done, and never will be: the key or the value exceeds what the store takes. */
        TOO_LARGE,

        /** The store answered that it will not: no room, no right, read only. */
        REJECTED
    }

    private final Kind kind;

    public BackendException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** What is known about the operation. */
    public Kind kind() {
        return kind;
    }
}
