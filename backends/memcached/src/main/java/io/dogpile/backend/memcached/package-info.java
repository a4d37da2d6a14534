// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** Regions in memcached, through spymemcached. */
@NullMarked
package io.dogpile.backend.memcached;

import org.jspecify.annotations.NullMarked;
