// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/**
 * Told of what happens in a region, for logs, traces and metrics; each method does nothing unless it is overridden.
 *
 * <p>Called on the thread that does the work, often many times a second and at the same time by several threads: it has to be
 * thread-safe and should be quick. What it throws reaches nobody; it is logged, at most once in ten seconds. Without an observer,
 * none of this costs anything.
 *
 * @param <K> type of keys
 * @see RegionListener the one for changes of values, which is told in order while keys are held
 */
public interface RegionObserver<K> {

    /** A fresh value was returned by one of the region's own reads. */
    default void hit(K key) {}

    /** A stale value was returned, since a new one is being made or could not be. */
    default void staleServed(K key) {}

    /** A load begins; one of these for each key where it is for many. */
    default void loadStarted(K key) {}

    /**
     * A load has made a value, or found that there is none.
     *
     * @param nanos how long it took, for all of its keys
     */
    default void loadFinished(K key, long nanos) {}

    /** A load has failed. */
    default void loadFailed(K key, Throwable cause) {}

    /** What a load made was not stored, since something newer has happened to the key. */
    default void fenced(K key) {}

    /** A load that is under way has lost the right to store its result, to another process or an explicit operation. */
    default void leaseLost(K key) {}

    /**
     * Something stored could not be read, and counts as absent.
     *
     * @param cause what is wrong with it, without the value
     */
    default void undecodable(String cause) {}

    /** The backend failed a read, or did not take what a load made; the operation went on or failed as the region is set. */
    default void backendFailed(RuntimeException cause) {}
}
