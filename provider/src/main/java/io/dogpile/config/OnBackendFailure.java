// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

/** What becomes of a regenerating read whose backend fails. */
public enum OnBackendFailure {

    /** It is a miss: the value is loaded, once in this process, and not stored. The default. */
    LOAD,

    /** It fails. */
    FAIL
}
