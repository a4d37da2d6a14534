// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

/** On a plain map, by reference. */
public class UnboundedHeapLincheckTest extends SingleKeyOperations {

    public UnboundedHeapLincheckTest() {
        super(DogpileConfiguration.of(Integer.class, Integer.class).storeByValue(false));
    }
}
