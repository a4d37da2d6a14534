// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/**
 * A value could not be made. Each caller that waited for it gets an exception of its own; the cause is what the creator threw,
 * the same for all of them.
 */
public final class RegenerationException extends RegionException {

    private static final long serialVersionUID = 1L;

    RegenerationException(String message, Throwable cause) {
        super(message, cause);
    }
}
