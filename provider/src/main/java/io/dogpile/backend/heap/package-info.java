// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** The store inside this process: objects on the heap, bounded and expired by Caffeine. */
@NullMarked
package io.dogpile.backend.heap;

import org.jspecify.annotations.NullMarked;
