// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Collection;

/**
 * Tells the tags of a value, by which {@link Region#invalidateTag} invalidates it together with others.
 *
 * <p>Asked when a value is read after a tag was invalidated, on the reader's thread, which may hold the key: must be fast and
 * thread-safe, not use the region, and always say the same of equal keys and values, in all processes. Nothing is stored for it.
 *
 * @param <K> type of keys
 * @param <V> type of values
 */
@FunctionalInterface
public interface Tagging<K, V> {

    /** The tags of the value; empty for none. */
    Collection<String> tags(K key, V value);
}
