// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** A backend of one's own: regions in a table of any SQL database. */
@NullMarked
package io.dogpile.examples.sql;

import org.jspecify.annotations.NullMarked;
