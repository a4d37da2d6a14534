// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.map.IMap;
import com.hazelcast.map.MapEvent;
import com.hazelcast.map.MapPartitionLostEvent;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryEvictedListener;
import com.hazelcast.map.listener.EntryExpiredListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import com.hazelcast.map.listener.MapClearedListener;
import com.hazelcast.map.listener.MapEvictedListener;
import com.hazelcast.map.listener.MapPartitionLostListener;
import io.dogpile.backend.ChangeListener;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes a map's events on to change listeners, keys only; and tells them of each occasion on which events get lost: a member
 * that dies, a connection that was down, a cluster that comes together again. {@link #attach} and {@link #detach} are called by
 * one thread at a time.
 */
final class ChangeFeed
        implements EntryAddedListener<String, byte[]>,
                EntryUpdatedListener<String, byte[]>,
                EntryRemovedListener<String, byte[]>,
                EntryEvictedListener<String, byte[]>,
                EntryExpiredListener<String, byte[]>,
                EntryMergedListener<String, byte[]>,
                MapClearedListener,
                MapEvictedListener,
                MapPartitionLostListener,
                MembershipListener,
                LifecycleListener {

    private static final Set<LifecycleState> GAPS = EnumSet.of(
            LifecycleState.SHUTDOWN,
            LifecycleState.MERGED,
            LifecycleState.CLIENT_CONNECTED,
            LifecycleState.CLIENT_DISCONNECTED,
            LifecycleState.CLIENT_CHANGED_CLUSTER);

    private final CopyOnWriteArrayList<ChangeListener<? super String>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, List<ChangeListener<? super String>>> ofKeys = new ConcurrentHashMap<>();
    private final Set<String> heardKeys = new HashSet<>();
    private boolean hearsAll;
    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private @Nullable HazelcastInstance attachedTo;

    /** What Hazelcast knows a listener by, and how to end it. */
    private record Registration(UUID id, Consumer<UUID> end) {}

    void add(ChangeListener<? super String> listener) {
        listeners.addIfAbsent(listener);
    }

    void add(String key, ChangeListener<? super String> listener) {
        ofKeys.computeIfAbsent(key, none -> new CopyOnWriteArrayList<>()).add(listener);
    }

    /** Listens to this map, and no longer to one of an instance that has ended. Nobody is told of what nobody asked for. */
    void attach(HazelcastInstance instance, IMap<String, byte[]> map) {
        if (listeners.isEmpty() && ofKeys.isEmpty()) {
            return;
        }
        boolean again = attachedTo != null && !Grid.isSame(attachedTo, instance);
        if (!Grid.isSame(attachedTo, instance)) {
            attachTo(instance, map);
        }
        if (!listeners.isEmpty() && !hearsAll) {
            register(map.addEntryListener(this, false), map::removeEntryListener);
            hearsAll = true;
        }
        for (String key : ofKeys.keySet()) {
            if (!heardKeys.contains(key)) {
                register(map.addEntryListener(this, key, false), map::removeEntryListener);
                heardKeys.add(key);
            }
        }
        if (again) {
            missed();
        }
    }

    private void attachTo(HazelcastInstance instance, IMap<String, byte[]> map) {
        registrations.clear();
        heardKeys.clear();
        hearsAll = false;
        register(
                instance.getLifecycleService().addLifecycleListener(this),
                instance.getLifecycleService()::removeLifecycleListener);
        register(instance.getCluster().addMembershipListener(this), instance.getCluster()::removeMembershipListener);
        register(map.addPartitionLostListener(this), map::removePartitionLostListener);
        attachedTo = instance;
    }

    private void register(UUID id, Consumer<UUID> end) {
        registrations.add(new Registration(id, end));
    }

    void detach() {
        listeners.clear();
        ofKeys.clear();
        registrations.forEach(registration -> registration.end().accept(registration.id()));
        registrations.clear();
    }

    private void changed(EntryEvent<String, byte[]> event) {
        String key = event.getKey();
        listeners.forEach(listener -> listener.changed(key));
        ofKeys.getOrDefault(key, List.of()).forEach(listener -> listener.changed(key));
    }

    private void missed() {
        listeners.forEach(ChangeListener::missed);
        ofKeys.values().forEach(some -> some.forEach(ChangeListener::missed));
    }

    @Override
    public void entryAdded(EntryEvent<String, byte[]> event) {
        changed(event);
    }

    @Override
    public void entryUpdated(EntryEvent<String, byte[]> event) {
        changed(event);
    }

    @Override
    public void entryRemoved(EntryEvent<String, byte[]> event) {
        changed(event);
    }

    @Override
    public void entryEvicted(EntryEvent<String, byte[]> event) {
        changed(event);
    }

    @Override
    public void entryExpired(EntryEvent<String, byte[]> event) {
        changed(event);
    }

    @Override
    public void entryMerged(EntryEvent<String, byte[]> event) {
        changed(event);
    }

    @Override
    public void mapCleared(MapEvent event) {
        missed();
    }

    @Override
    public void mapEvicted(MapEvent event) {
        missed();
    }

    @Override
    public void partitionLost(MapPartitionLostEvent event) {
        missed();
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        // Nothing is lost by it: partitions that move keep their entries, and their events.
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        missed();
    }

    @Override
    public void stateChanged(LifecycleEvent event) {
        if (GAPS.contains(event.getState())) {
            missed();
        }
    }
}
