// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** The gate behind the TCK runs: without it, a run that tested nothing would pass. */
@NullMarked
package io.dogpile.tck;

import org.jspecify.annotations.NullMarked;
