// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.map.IMap;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.Exchange;
import io.dogpile.backend.Stored;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares and sets: by a {@link Replacement} where the members have that class, else by the map's own operations. Both are
 * atomic and go together; the latter need a second trip for the time to live, which a client that dies in between leaves
 * unset. Thread-safe.
 */
final class Replacing {

    private static final Logger LOG = LoggerFactory.getLogger(HazelcastBackend.class);

    private final MapCalls calls;
    private final String name;
    private volatile boolean membersLackOurClass;

    Replacing(MapCalls calls, String name) {
        this.calls = calls;
        this.name = name;
    }

    /** Whether the members have our class. */
    boolean takesOneTrip() {
        return !membersLackOurClass;
    }

    boolean replace(String key, byte @Nullable [] expected, byte @Nullable [] update, int ttlSeconds) {
        Exchange<byte[]> came = byProcessor(key, expected, update, ttlSeconds);
        return came == null ? byOwnOperations(key, expected, update, ttlSeconds) : came.done();
    }

    /** Returns what is there if it is not what was expected. */
    Exchange<byte[]> exchange(String key, byte @Nullable [] expected, byte @Nullable [] update, int ttlSeconds) {
        Exchange<byte[]> came = byProcessor(key, expected, update, ttlSeconds);
        if (came != null) {
            return came;
        }
        return byOwnOperations(key, expected, update, ttlSeconds)
                ? Exchange.succeeded()
                : Exchange.refused(stored(calls.read("get", key, map -> map.get(key))));
    }

    /** Returns null if the members do not have our class. */
    private @Nullable Exchange<byte[]> byProcessor(
            String key, byte @Nullable [] expected, byte @Nullable [] update, int ttlSeconds) {
        if (membersLackOurClass) {
            return null;
        }
        Replacement replacement = new Replacement(expected, update, ttlSeconds);
        try {
            return came(calls.<@Nullable Object>write("replace", map -> map.executeOnKey(key, replacement)));
        } catch (BackendException e) {
            if (e.kind() != Kind.REJECTED || !isLackOf(Replacement.class, e)) {
                throw e;
            }
            membersLackOurClass = true;
            LOG.info(
                    "{}: the cluster's members do not have dogpile-backend-hazelcast on their class path; replacing a value"
                            + " takes two round trips instead of one",
                    name);
            return null;
        }
    }

    private Exchange<byte[]> came(@Nullable Object answer) {
        if (answer == null || answer instanceof byte[]) {
            return Exchange.refused(stored((byte @Nullable []) answer));
        }
        if (answer.equals(true)) {
            return Exchange.succeeded();
        }
        throw new BackendException(
                Kind.REJECTED,
                name + ": replace was answered with a " + answer.getClass().getName(),
                null);
    }

    private boolean byOwnOperations(String key, byte @Nullable [] expected, byte @Nullable [] update, int ttlSeconds) {
        return calls.write("replace", map -> byOwnOperations(map, key, expected, update, ttlSeconds));
    }

    /** As it is read: what a version is recognised by are its bytes. */
    static @Nullable Stored<byte[]> stored(byte @Nullable [] bytes) {
        return bytes == null ? null : Stored.of(bytes, bytes);
    }

    /** By its name, in the text that a member answers with: the cause gets lost on the way to a client. */
    static boolean isLackOf(Class<?> ours, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(ours.getName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean byOwnOperations(
            IMap<String, byte[]> map,
            String key,
            byte @Nullable [] expected,
            byte @Nullable [] update,
            int ttlSeconds) {
        if (update == null) {
            return expected == null ? !map.containsKey(key) : map.remove(key, expected);
        }
        if (expected == null) {
            byte[] present = ttlSeconds == TimeToLive.NONE
                    ? map.putIfAbsent(key, update)
                    : map.putIfAbsent(key, update, ttlSeconds, TimeUnit.SECONDS);
            return present == null || Arrays.equals(present, update);
        }
        boolean replaced = map.replace(key, expected, update);
        if (replaced && ttlSeconds != TimeToLive.NONE) {
            // If another one has replaced the value meanwhile, its time to live gets ours; its metadata says what
            // holds.
            map.setTtl(key, ttlSeconds, TimeUnit.SECONDS);
        }
        return replaced;
    }
}
