// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;

/**
 * A reentrant lock that knows its owner by number. One that refers to its owner, as the JDK's does, has the collector take
 * note of a changed reference each time it is locked, which costs as much as the locking.
 */
final class Mutex extends AbstractQueuedSynchronizer {

    private static final long serialVersionUID = 1L;

    private static final long NOBODY = 0;

    /** Read by others while it changes: they find any number but their own. */
    private long owner = NOBODY;

    void lock() {
        acquire(1);
    }

    void unlock() {
        release(1);
    }

    Condition newCondition() {
        return new ConditionObject();
    }

    @Override
    protected boolean tryAcquire(int times) {
        int before = getState();
        if (before != 0) {
            return isHeldExclusively() && again(before + times);
        }
        if (!compareAndSetState(0, times)) {
            return false;
        }
        owner = Thread.currentThread().getId();
        return true;
    }

    private boolean again(int times) {
        setState(times);
        return true;
    }

    @Override
    protected boolean tryRelease(int times) {
        if (!isHeldExclusively()) {
            throw new IllegalMonitorStateException("only the thread that has locked may unlock");
        }
        int left = getState() - times;
        if (left == 0) {
            owner = NOBODY;
        }
        setState(left);
        return left == 0;
    }

    @Override
    protected boolean isHeldExclusively() {
        return owner == Thread.currentThread().getId();
    }
}
