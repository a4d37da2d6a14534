// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.ChangeListener;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells regions of changes by what the server calls client-side caching: it pushes the names of keys with given
 * prefixes when they are written, removed or expire. As long as any master cannot be heard, listeners are told each
 * second that they may have missed something. Thread-safe.
 */
final class Tracking {

    private static final Logger LOG = LoggerFactory.getLogger(Tracking.class);
    private static final long PERIOD_MILLIS = 1_000;

    private final Servers servers;
    private final RedisSettings settings;
    private final ClientResources resources;
    private final Listeners listeners = new Listeners();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<RedisURI, Tracker> trackers = new HashMap<>();

    private @Nullable RedisClient client;
    private @Nullable ScheduledFuture<?> timer;
    private boolean closed;
    private volatile boolean warned;

    Tracking(Servers servers, RedisSettings settings, ClientResources resources) {
        this.servers = servers;
        this.settings = settings;
        this.resources = resources;
    }

    /**
     * Tells a listener of changes to keys with that prefix from now on.
     *
     * @return false if the server does not tell of changes
     */
    boolean watch(String prefix, ChangeListener<? super String> listener) {
        listeners.add(prefix, listener);
        try {
            begin(prefix).get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return true; // Told each second of what may have been missed, until the server is back.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (isRefusal(e)) {
                listeners.remove(prefix, listener);
                return false;
            }
        }
        return true;
    }

    void forget(String prefix, ChangeListener<? super String> listener) {
        listeners.remove(prefix, listener);
    }

    /** Done when all masters that are known have agreed to tell of that prefix. */
    private CompletableFuture<?> begin(String prefix) {
        lock.lock();
        try {
            if (timer == null && !closed) {
                timer = resources
                        .eventExecutorGroup()
                        .scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            }
            List<CompletableFuture<?>> asked = new ArrayList<>();
            Set<RedisURI> before = Set.copyOf(trackers.keySet());
            for (RedisURI master : servers.masters()) {
                Tracker tracker = trackers.computeIfAbsent(master, this::connect);
                asked.add(before.contains(master) ? tracker.track(Set.of(prefix)) : start(tracker));
            }
            return asked.isEmpty()
                    ? new CompletableFuture<>()
                    : CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
        } finally {
            lock.unlock();
        }
    }

    private Tracker connect(RedisURI master) {
        RedisClient made = client;
        if (made == null) {
            made = RedisClient.create(resources);
            made.setOptions(new LettuceSettings(settings).options(false));
            client = made;
        }
        return new Tracker(made, master, this::pushed, listeners::missed);
    }

    private CompletableFuture<?> start(Tracker tracker) {
        return tracker.track(listeners.prefixes()).whenComplete((done, failure) -> {
            if (failure != null && isRefusal(failure) && !warned) {
                warned = true;
                LOG.warn("{}: the server does not tell of changes: {}", settings.describe(), failure.getMessage());
            }
            listeners.missed();
        });
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof RedisCommandExecutionException
                || (failure.getCause() != null && isRefusal(failure.getCause()));
    }

    /** Mends what is lost, follows the masters, and says so while not all of them are heard. */
    private void look() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            List<RedisURI> masters = servers.masters();
            boolean gone = trackers.entrySet().removeIf(entry -> {
                boolean superfluous =
                        !masters.contains(entry.getKey()) || entry.getValue().isLost();
                if (superfluous) {
                    entry.getValue().close();
                }
                return superfluous;
            });
            boolean well = !gone && trackers.keySet().containsAll(masters) && !masters.isEmpty();
            for (RedisURI master : masters) {
                if (!trackers.containsKey(master)) {
                    Tracker tracker = connect(master);
                    trackers.put(master, tracker);
                    CompletableFuture<?> unused = start(tracker); // Looked at the next time.
                }
            }
            well &= trackers.values().stream().allMatch(Tracker::isWell);
            trackers.values().forEach(Tracker::ping);
            if (!well) {
                listeners.missed();
            }
        } finally {
            lock.unlock();
        }
    }

    private void pushed(PushMessage message) {
        if (!"invalidate".equals(message.getType())) {
            return;
        }
        List<Object> content = message.getContent(StringCodec.ASCII::decodeKey);
        if (content.size() > 1 && content.get(1) instanceof List<?> keys) {
            keys.forEach(key -> listeners.changed(String.valueOf(key)));
        } else {
            listeners.missed(); // Everything was removed.
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            if (timer != null) {
                timer.cancel(false);
            }
            trackers.values().forEach(Tracker::close);
            trackers.clear();
        } finally {
            lock.unlock();
        }
        RedisClient made = client;
        if (made != null) {
            Shutdown.of(made);
        }
    }
}
