// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** Regions in MapDB: off-heap memory, or a file that outlives the process. */
@NullMarked
package io.dogpile.backend.mapdb;

import org.jspecify.annotations.NullMarked;
