// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.cluster;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The size of the demo.
 *
 * @param configuration the caches properties file
 * @param processes that share the store, if it can be shared
 * @param threads that ask, in each process
 * @param query how long the query takes when nothing else runs
 * @param lifetime of a value in the cache
 * @param calm how long nobody dies
 * @param after how long the demo goes on after that
 * @param late how much longer than the lease it may take until another process takes over
 */
record Settings(
        Path configuration,
        int processes,
        int threads,
        Duration query,
        Duration lifetime,
        Duration calm,
        Duration after,
        Duration late) {}
