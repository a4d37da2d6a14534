// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import java.io.IOException;
import java.time.InstantSource;

/** Where MapDB keeps a store's bytes. What it writes there is disposable: when in doubt, one starts empty. */
sealed interface Medium permits MemoryMedium, FileMedium {

    /**
     * Opens what is there, or something empty if there is nothing or nothing to be trusted.
     *
     * @throws IOException if not even that is possible
     */
    OpenStore open(InstantSource clock) throws IOException;

    /** Takes away what was written, so that the next store that is opened here is empty. */
    void setAside(String why) throws IOException;

    /** Like {@link #setAside}, but leaves nothing. */
    void discard() throws IOException;

    /** The store was closed with all that belongs to it. */
    void closedInOrder() throws IOException;

    /** Lets others have this medium. */
    void release();

    /** How many bytes are to be had in advance, so that MapDB never runs out of them in the middle of an operation. */
    long reserve();

    /** Gives back what lies beyond so many bytes, after an attempt to have more that has failed halfway. */
    void giveBack(long size);

    /** What to do about it when there is no room left. */
    String whenFull();
}
