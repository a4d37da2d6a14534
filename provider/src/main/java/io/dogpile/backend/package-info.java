// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** Where stored values live: the contract between a region and a store, and the stores that need nothing but the JDK. */
@NullMarked
package io.dogpile.backend;

import org.jspecify.annotations.NullMarked;
