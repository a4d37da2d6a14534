// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** The quickstart's query behind several processes, one of which dies while it makes the value for all. */
@NullMarked
package io.dogpile.examples.cluster;

import org.jspecify.annotations.NullMarked;
