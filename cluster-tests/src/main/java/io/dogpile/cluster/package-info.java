// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** Several JVMs over one real store, and a source of values that knows how often it was asked. */
@NullMarked
package io.dogpile.cluster;

import org.jspecify.annotations.NullMarked;
