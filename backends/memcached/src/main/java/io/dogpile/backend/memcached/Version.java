// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

/**
 * What the store recognises a version of an item by. A server numbers versions while it lives and begins again in its next
 * life, but then in another generation, and with other names of items.
 */
record Version(String item, long cas) {}
