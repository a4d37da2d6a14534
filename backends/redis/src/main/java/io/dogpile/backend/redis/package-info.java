// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** Regions in Redis or Valkey, through Lettuce. */
@NullMarked
package io.dogpile.backend.redis;

import org.jspecify.annotations.NullMarked;
