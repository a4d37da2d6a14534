// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.memcached.Generations.Generation;

/**
 * Where a key's value is.
 *
 * @param server the server that the key belongs to
 * @param generation the region's generation there
 * @param item the name of the item in that generation
 * @param key the key
 */
record Place(Server server, Generation generation, String item, String key) {}
