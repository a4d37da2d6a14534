// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** Settings as immutable records, and the readers that make them from files. */
@NullMarked
package io.dogpile.config;

import org.jspecify.annotations.NullMarked;
