// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/** What a regenerating read is content with. */
enum Demand {
    /** A value that is there will do, as the region's rules say. */
    USABLE,
    /** Only a new value will do. */
    NEW
}
