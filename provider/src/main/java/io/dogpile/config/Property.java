// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

/**
 * One entry of a properties file.
 *
 * @param origin where it is; its key is the entry's, with escapes resolved
 * @param value with escapes resolved, placeholders not, and without white space around it
 */
record Property(Origin origin, String value) {}
