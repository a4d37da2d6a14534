// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

/**
 * Told by a backend that something may be different in the store, so that nobody has to poll.
 *
 * <p>Called from threads of the store's client: implementations must be fast, thread-safe, and must not call the backend.
 *
 * @param <K> type of keys
 */
public interface ChangeListener<K> {

    /** What is stored under the key has changed or gone. May come late, twice, and for changes of one's own. */
    void changed(K key);

    /** Any number of changes may have been missed: a connection was lost, or everything was removed. */
    void missed();
}
