// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** Keys and values to bytes and back, with a check that what comes back belongs to the key that was asked for. */
@NullMarked
package io.dogpile.codec;

import org.jspecify.annotations.NullMarked;
