// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/** A region was to be configured that is configured already; the message names it and says what to call instead. */
public final class RegionConfiguredException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    RegionConfiguredException(String message) {
        super(message);
    }
}
