// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import org.jspecify.annotations.Nullable;

/** Bytes are no value, and why. Thrown and caught within this package, often, so it has no stack trace. */
final class Undecodable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final DecodeFailure reason;

    Undecodable(DecodeFailure reason, String detail) {
        this(reason, detail, null);
    }

    /** @param detail must not hold anything of a key or a value */
    Undecodable(DecodeFailure reason, String detail, @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.reason = reason;
    }

    static Undecodable corrupt(String detail) {
        return new Undecodable(DecodeFailure.CORRUPT, detail);
    }

    DecodeFailure reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
