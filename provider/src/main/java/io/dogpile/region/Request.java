// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/**
 * What a regenerating read asks for.
 *
 * @param source where a new value comes from
 * @param options what the call wants otherwise than the region
 */
record Request<K, V>(Source<K, V> source, ReadOptions<? super K, ? super V> options) {

    Judgement judgement() {
        return options.judgement();
    }
}
