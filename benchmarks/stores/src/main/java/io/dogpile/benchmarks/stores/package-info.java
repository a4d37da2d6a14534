// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** Measures caches over stores outside of the heap beside the bare clients of these stores, and beside peers. */
@NullMarked
package io.dogpile.benchmarks.stores;

import org.jspecify.annotations.NullMarked;
