// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** Regions: named maps of keys to values in which each value is regenerated once, whoever asks for it. */
@NullMarked
package io.dogpile.region;

import org.jspecify.annotations.NullMarked;
