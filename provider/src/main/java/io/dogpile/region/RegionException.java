// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import org.jspecify.annotations.Nullable;

/** Something went wrong in a region; the subclass says what. */
public sealed class RegionException extends RuntimeException
        permits RegenerationException, WaitException, RecursionException {

    private static final long serialVersionUID = 1L;

    RegionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
