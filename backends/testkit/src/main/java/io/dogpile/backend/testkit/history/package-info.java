// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** What clients did and saw, and whether it can have happened in some order one after the other. */
@NullMarked
package io.dogpile.backend.testkit.history;

import org.jspecify.annotations.NullMarked;
