// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** The JSR-107 face of regions: provider, manager, cache, events, expiry, statistics and processors. */
@NullMarked
package io.dogpile.jcache;

import org.jspecify.annotations.NullMarked;
