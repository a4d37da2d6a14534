// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/** A regeneration asked, itself or by way of others, for the very value it was making. */
public final class RecursionException extends RegionException {

    private static final long serialVersionUID = 1L;

    RecursionException(String message) {
        super(message, null);
    }
}
