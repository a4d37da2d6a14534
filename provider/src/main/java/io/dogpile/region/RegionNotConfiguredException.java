// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/** A region was used before it was configured; the message names it and says what to call. */
public final class RegionNotConfiguredException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    RegionNotConfiguredException(String message) {
        super(message);
    }
}
