// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import java.time.InstantSource;
import org.mapdb.CC;
import org.mapdb.volume.ByteBufferMemoryVol;

/** Direct memory, outside of the heap. */
final class MemoryMedium implements Medium {

    private static final long RESERVE = 2L << 20;

    @Override
    public OpenStore open(InstantSource clock) {
        return OpenStore.open(this, new ByteBufferMemoryVol(true, CC.PAGE_SHIFT, false, 0), false, clock);
    }

    @Override
    public void setAside(String why) {}

    @Override
    public void discard() {}

    @Override
    public void closedInOrder() {}

    @Override
    public void release() {}

    @Override
    public long reserve() {
        return RESERVE;
    }

    @Override
    public void giveBack(long size) {}

    @Override
    public String whenFull() {
        return "raise -XX:MaxDirectMemorySize, or set 'maximum-bytes' or 'maximum-entries'";
    }

    @Override
    public String toString() {
        return "direct memory";
    }
}
