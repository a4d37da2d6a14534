// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/** How a region is invalidated as a whole. */
public enum Invalidation {
    /** What was written before is absent. */
    HARD,
    /** What is fresh becomes stale: servable while it is regenerated, until the end it already had. */
    SOFT
}
