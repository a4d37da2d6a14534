// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

/** On a map that evicts, with room for everything, by value. */
public class BoundedHeapLincheckTest extends SingleKeyOperations {

    public BoundedHeapLincheckTest() {
        super(DogpileConfiguration.of(Integer.class, Integer.class).argument("maximum-size", "1000"));
    }
}
