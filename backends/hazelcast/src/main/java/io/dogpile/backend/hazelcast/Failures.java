// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.client.AuthenticationException;
import com.hazelcast.client.HazelcastClientOfflineException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.HazelcastOverloadException;
import com.hazelcast.map.ReachedMaxSizeException;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.partition.NoDataMemberInClusterException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import java.util.List;

/** Says what a failure of Hazelcast's tells about the operation. */
final class Failures {

    private static final List<Class<? extends Throwable>> AWAY = List.of(
            HazelcastClientOfflineException.class,
            NoDataMemberInClusterException.class,
            HazelcastOverloadException.class);
    private static final List<Class<? extends Throwable>> REFUSED = List.of(
            SplitBrainProtectionException.class,
            ReachedMaxSizeException.class,
            HazelcastSerializationException.class,
            AuthenticationException.class,
            SecurityException.class,
            ClassCastException.class);

    private Failures() {}

    /** There is no instance to begin the operation with. */
    static BackendException notBegun(String owner, String operation, HazelcastInstanceNotActiveException failure) {
        return exception(Kind.UNAVAILABLE, owner, operation, failure);
    }

    static BackendException of(String owner, String operation, Throwable failure) {
        return failure instanceof BackendException known ? known : exception(kind(failure), owner, operation, failure);
    }

    private static Kind kind(Throwable failure) {
        if (isOneOf(AWAY, failure)) {
            return Kind.UNAVAILABLE;
        }
        return isOneOf(REFUSED, failure) ? Kind.REJECTED : Kind.UNKNOWN;
    }

    private static boolean isOneOf(List<Class<? extends Throwable>> types, Throwable failure) {
        return types.stream().anyMatch(type -> type.isInstance(failure));
    }

    private static BackendException exception(Kind kind, String owner, String operation, Throwable failure) {
        String meaning = switch (kind) {
            case UNAVAILABLE -> " was not done: ";
            case REJECTED -> " was refused: ";
            default -> " may or may not have been done: ";
        };
        // The message of the failure may quote a key; its type may not.
        return new BackendException(
                kind, owner + ": " + operation + meaning + failure.getClass().getSimpleName() + hint(kind), failure);
    }

    private static String hint(Kind kind) {
        return switch (kind) {
            case UNAVAILABLE -> "; is the instance running, and is a member of the cluster in reach?";
            case REJECTED -> "; does something else use the map?";
            default -> "; a member has left or does not answer";
        };
    }
}
