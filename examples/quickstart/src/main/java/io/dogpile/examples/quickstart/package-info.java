// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** A slow query behind a cache, written against {@code javax.cache} alone. */
@NullMarked
package io.dogpile.examples.quickstart;

import org.jspecify.annotations.NullMarked;
