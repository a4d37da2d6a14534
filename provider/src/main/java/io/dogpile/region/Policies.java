// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a region decides in code.
 *
 * @param lifetimes how long regenerated values stay fresh
 * @param listener told of changes by regeneration and by age, or null
 * @param loadLocks what loads of a key hold meanwhile, or null
 */
record Policies<K, V>(
        Lifetimes<K, V> lifetimes,
        @Nullable RegionListener<K, V> listener,
        @Nullable Function<? super K, ? extends Lock> loadLocks) {}
