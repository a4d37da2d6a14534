// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import org.jspecify.annotations.Nullable;

/** A caller gave up waiting for a value that somebody else makes: it took too long, or the caller was interrupted. */
public final class WaitException extends RegionException {

    private static final long serialVersionUID = 1L;

    WaitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
