// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** Measures the provider beside its peers, all through the {@code javax.cache} API, and writes one report. */
@NullMarked
package io.dogpile.benchmarks;

import org.jspecify.annotations.NullMarked;
