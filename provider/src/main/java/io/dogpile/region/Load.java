// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call of a creator, for one key or several, as a node of the graph of who waits for whom in this process.
 *
 * <p>An edge is drawn before the wait begins and cycles are looked for after that: of several loads that close a cycle
 * together, at least the last one to draw its edge sees it.
 */
final class Load {

    /**
     * The load that a thread works for. Threads started by a load work for it too. The holder is a JDK class and emptied at the
     * load's end, so nothing of ours stays behind in threads that live longer.
     */
    private static final InheritableThreadLocal<@Nullable AtomicReference<@Nullable Load>> CURRENT =
            new InheritableThreadLocal<>();

    private final List<Load> waitsFor = new CopyOnWriteArrayList<>();

    /** For messages: who is doing it. */
    private volatile @Nullable String thread;

    /** The load that the current thread works for, or null. */
    static @Nullable Load current() {
        AtomicReference<@Nullable Load> holder = CURRENT.get();
        return holder == null ? null : holder.get();
    }

    /**
     * Does the load's work on the current thread.
     *
     * @param nested whether the load that the thread works for already waits for this one
     */
    void run(boolean nested, Runnable work) {
        AtomicReference<@Nullable Load> before = CURRENT.get();
        Load parent = nested && before != null ? before.get() : null;
        AtomicReference<@Nullable Load> holder = new AtomicReference<>(this);
        CURRENT.set(holder);
        thread = Thread.currentThread().getName();
        if (parent != null) {
            parent.waitsFor.add(this);
        }
        try {
            work.run();
        } finally {
            if (parent != null) {
                parent.waitsFor.remove(this);
            }
            holder.set(null);
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** Draws the edge to a load that is about to be waited for, or returns false if that would close a cycle. */
    boolean beginWaitingFor(Load other) {
        waitsFor.add(other);
        if (other.leadsTo(this)) {
            waitsFor.remove(other);
            return false;
        }
        return true;
    }

    void endWaitingFor(Load other) {
        waitsFor.remove(other);
    }

    /** Whether work for {@code other} is work for this load too: it is this one, or this one waits for it. */
    boolean includes(Load other) {
        return leadsTo(other);
    }

    @Override
    public String toString() {
        String name = thread;
        return name == null ? "a thread to come" : "thread '" + name + "'";
    }

    private boolean leadsTo(Load target) {
        Set<Load> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Load> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            Load next = open.pop();
            if (next == target) {
                return true;
            }
            if (seen.add(next)) {
                open.addAll(next.waitsFor);
            }
        }
        return false;
    }
}
