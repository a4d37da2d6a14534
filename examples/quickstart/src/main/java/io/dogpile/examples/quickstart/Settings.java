// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.quickstart;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The size of the experiment.
 *
 * @param clients threads that ask
 * @param think what a client waits between two questions
 * @param query how long the query takes when nothing else runs
 * @param lifetime of a value in the cache
 * @param phase after which no client asks any more
 * @param staleConfiguration the caches properties file of the third phase
 * @param nanoTime the clock by which everything is measured
 */
record Settings(
        int clients,
        Duration think,
        Duration query,
        Duration lifetime,
        Duration phase,
        Path staleConfiguration,
        LongSupplier nanoTime) {}
