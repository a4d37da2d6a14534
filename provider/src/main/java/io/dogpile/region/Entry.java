// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/**
 * A value with its metadata, read in one.
 *
 * @param value the value, fresh or stale
 * @param metadata what is known about it
 */
public record Entry<V>(V value, EntryMetadata metadata) {}
