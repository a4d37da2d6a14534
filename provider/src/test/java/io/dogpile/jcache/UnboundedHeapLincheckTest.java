// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import javax.cache.Cache;

/** On a plain map, by reference. */
public class UnboundedHeapLincheckTest extends SingleKeyOperations {

    private static final Cache<Integer, Integer> CACHE =
            cache(DogpileConfiguration.of(Integer.class, Integer.class).storeByValue(false));

    public UnboundedHeapLincheckTest() {
        super(CACHE);
    }
}
