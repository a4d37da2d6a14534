// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

/** Who is measured. */
enum Contender {
    CLIENT,
    DOGPILE,
    PEER
}
