// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import org.jspecify.annotations.Nullable;

/**
 * What the owner of a region decides in code.
 *
 * @param lifetimes how long regenerated values stay fresh
 * @param listener told of changes by regeneration and by age, or null
 */
record Policies<K, V>(Lifetimes<K, V> lifetimes, @Nullable RegionListener<K, V> listener) {}
