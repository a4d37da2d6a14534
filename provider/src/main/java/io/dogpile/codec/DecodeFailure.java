// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

/** Why stored bytes were no value. Each counts as a miss. */
public enum DecodeFailure {

    /** Not written by this library, or under another key. */
    FOREIGN,

    /** Damaged, cut off, or written for another region. */
    CORRUPT,

    /** Of a format that a later release writes. Not overwritten by a regeneration. */
    NEWER,

    /** Without the protection that the region asks for, or by a key that it does not have. */
    UNTRUSTED,

    /** By a codec that the region does not have. */
    UNKNOWN_CODEC,

    /** Holds an object of a class that the region does not allow. */
    FORBIDDEN_CLASS,

    /** Holds an object of a class that is not there. */
    MISSING_CLASS,

    /** Of a class that has changed, or of another type than the region's. */
    INCOMPATIBLE,

    /** Larger, deeper or of more parts than the region takes. */
    TOO_LARGE
}
