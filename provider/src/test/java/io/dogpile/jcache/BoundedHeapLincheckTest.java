// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import javax.cache.Cache;

/** On a map that evicts, with room for everything, by value. */
public class BoundedHeapLincheckTest extends SingleKeyOperations {

    private static final Cache<Integer, Integer> CACHE =
            cache(DogpileConfiguration.of(Integer.class, Integer.class).argument("maximum-size", "1000"));

    public BoundedHeapLincheckTest() {
        super(CACHE);
    }
}
