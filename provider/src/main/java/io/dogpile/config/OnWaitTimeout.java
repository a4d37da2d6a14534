// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

/** What becomes of a caller that has waited {@code wait-at-most} for the load of another. */
public enum OnWaitTimeout {

    /** It fails, with who waited how long for which key. The default. */
    FAIL,

    /** It loads by itself and returns the result without storing it. */
    LOAD
}
