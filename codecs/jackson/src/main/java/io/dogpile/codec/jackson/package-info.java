// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** Values as JSON. */
@NullMarked
package io.dogpile.codec.jackson;

import org.jspecify.annotations.NullMarked;
