// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/** What a key's stored value is good for at an instant. */
public enum State {
    /** To be returned as it is. */
    FRESH,
    /** To be returned by a regenerating read while one flight makes a new value; absent for everything else. */
    STALE,
    /** There is none, or none that may be returned. */
    ABSENT
}
