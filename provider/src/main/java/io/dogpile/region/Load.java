// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One call of a creator, for one key or several, as a node of the graph of who waits for whom in this process.
 *
 * <p>An edge is drawn before the wait begins and cycles are looked for after that: of several loads that close a cycle
 * together, at least the last one to draw its edge sees it.
 */
final class Load {

    /**
     * The load that a thread works for. Threads started by a load work for it too. What stays behind in threads is a class of
     * the JDK, and empty between loads; threads that inherit a load do not keep it alive.
     */
    private static final InheritableThreadLocal<@Nullable AtomicReference<@Nullable Object>> CURRENT =
            new InheritableThreadLocal<>() {
                @Override
                protected @Nullable AtomicReference<@Nullable Object> childValue(
                        @Nullable AtomicReference<@Nullable Object> parent) {
                    Load load = loadIn(parent);
                    return load == null ? null : new AtomicReference<>(new WeakReference<>(load));
                }
            };

    private static final AtomicReferenceFieldUpdater<Load, Load[]> WAITS_FOR =
            AtomicReferenceFieldUpdater.newUpdater(Load.class, Load[].class, "waitsFor");

    private static final VarHandle OVER;

    static {
        try {
            OVER = MethodHandles.lookup().findVarHandle(Load.class, "over", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final Load[] NONE = {};

    private volatile Load[] waitsFor = NONE;

    /** Set when the work is done: who inherited it works for nobody then. Written by way of {@link #OVER}. */
    private volatile boolean over;

    /** For messages, which may be late to know it: who is doing it. */
    private @Nullable String thread;

    /** The load that the current thread works for, or null. */
    static @Nullable Load current() {
        return loadIn(CURRENT.get());
    }

    private static @Nullable Load loadIn(@Nullable AtomicReference<@Nullable Object> holder) {
        Object held = holder == null ? null : holder.getPlain();
        Load load = (Load) (held instanceof WeakReference<?> inherited ? inherited.get() : held);
        return load == null || load.over ? null : load;
    }

    /**
     * Does the load's work on the current thread.
     *
     * @param nested whether the load that the thread works for already waits for this one
     */
    void run(boolean nested, Runnable work) {
        Load parent = begin(nested ? current() : null);
        try {
            as(this, work);
        } finally {
            end(parent);
        }
    }

    /**
     * Does the first part of the load's work on the current thread.
     *
     * @param rest done when all of it is done, wherever
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the end.
    void start(boolean nested, Runnable work, CompletableFuture<?> rest) {
        Load parent = begin(nested ? current() : null);
        try {
            as(this, work);
        } finally {
            rest.whenComplete((same, failure) -> end(parent));
        }
    }

    private @Nullable Load begin(@Nullable Load parent) {
        thread = Thread.currentThread().getName();
        if (parent != null) {
            parent.add(this);
        }
        return parent;
    }

    private void end(@Nullable Load parent) {
        if (parent != null) {
            parent.remove(this);
        }
        OVER.setRelease(this, true);
    }

    /** Works for a load on the current thread; for none if it is null. */
    static void as(@Nullable Load load, Runnable work) {
        AtomicReference<@Nullable Object> holder = CURRENT.get();
        if (holder == null) {
            holder = new AtomicReference<>();
            CURRENT.set(holder);
        }
        // Plain: no other thread ever looks into this one's holder.
        Object before = holder.getPlain();
        holder.setPlain(load);
        try {
            work.run();
        } finally {
            holder.setPlain(before);
        }
    }

    private void add(Load other) {
        WAITS_FOR.updateAndGet(this, before -> {
            Load[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = other;
            return after;
        });
    }

    /** Removes one edge to the other load: there are as many as there are threads that wait for it. */
    private void remove(Load other) {
        WAITS_FOR.updateAndGet(this, before -> {
            int index = Arrays.asList(before).indexOf(other);
            Load[] after = Arrays.copyOf(before, before.length - 1);
            System.arraycopy(before, index + 1, after, index, after.length - index);
            return after;
        });
    }

    /** Draws the edge to a load that is about to be waited for, or returns false if that would close a cycle. */
    boolean beginWaitingFor(Load other) {
        add(other);
        if (other.leadsTo(this)) {
            remove(other);
            return false;
        }
        return true;
    }

    void endWaitingFor(Load other) {
        remove(other);
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
        if (this == target) {
            return true;
        }
        if (waitsFor.length == 0) {
            return false;
        }
        Set<Load> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Load> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            Load next = open.pop();
            if (next == target) {
                return true;
            }
            if (seen.add(next)) {
                open.addAll(Arrays.asList(next.waitsFor));
            }
        }
        return false;
    }
}
