// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

/** Who makes the new value of a stale key. */
public enum Regeneration {

    /** The caller that finds the key stale: it waits for the new value and returns it. The default. */
    CALLER,

    /** An executor: the caller that finds the key stale returns the old value at once. */
    BACKGROUND
}
