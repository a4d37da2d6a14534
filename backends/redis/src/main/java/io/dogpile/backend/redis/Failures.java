// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.PartitionSelectorException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the client reports into failures that a policy can tell apart. Immutable.
 *
 * <p>At most once: nothing here is ever tried again. A command that was refused before it was sent was surely not done;
 * one that was sent and has no answer may have been.
 */
final class Failures {

    /** Answers of a server that will take the command at another time. */
    private static final Set<String> NOT_NOW =
            Set.of("LOADING", "BUSY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "MOVED", "ASK");

    /** How Lettuce words that it did not send a command; it has no types for these. */
    private static final Set<String> NOT_SENT = Set.of(
            "Currently not connected",
            "Request queue size exceeded",
            "Command buffer size exceeded",
            "Connection is closed");

    private final String server;
    private final Duration timeout;

    Failures(RedisSettings settings) {
        this.server = settings.describe();
        this.timeout = settings.timeout();
    }

    BackendException of(String operation, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandExecutionException answer) {
                return refused(operation, answer);
            }
        }
        if (failure instanceof BackendException known) {
            return known;
        }
        if (isNotSent(failure)) {
            return new BackendException(
                    Kind.UNAVAILABLE,
                    server + ": no connection for '" + operation + "': " + failure.getMessage(),
                    failure);
        }
        return new BackendException(
                Kind.UNKNOWN,
                server + ": the connection was lost while '" + operation + "' was under way, which may have been done",
                failure);
    }

    private BackendException refused(String operation, RedisCommandExecutionException answer) {
        String text = String.valueOf(answer.getMessage());
        Kind kind = NOT_NOW.contains(code(text)) ? Kind.UNAVAILABLE : Kind.REJECTED;
        return new BackendException(kind, server + ": the server refused '" + operation + "': " + text, answer);
    }

    /** The word in capitals that an error answer begins with. */
    static String code(@Nullable String answer) {
        String text = answer == null ? "" : answer;
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    private static boolean isNotSent(Throwable failure) {
        if (failure instanceof RedisConnectionException || failure instanceof PartitionSelectorException) {
            return true;
        }
        String message = failure.getMessage();
        return failure instanceof RedisException
                && message != null
                && NOT_SENT.stream().anyMatch(message::startsWith);
    }

    BackendException timedOut(String operation) {
        return new BackendException(
                Kind.UNKNOWN,
                server + ": no answer to '" + operation + "' within " + timeout.toMillis()
                        + " ms (argument 'timeout'), so it may or may not have been done",
                null);
    }

    BackendException notConnected(String operation, @Nullable Throwable cause) {
        return new BackendException(
                Kind.UNAVAILABLE,
                server + ": not connected within " + timeout.toMillis() + " ms (argument 'timeout') for '" + operation
                        + "'",
                cause);
    }

    BackendException interrupted(String operation, InterruptedException cause) {
        return new BackendException(
                Kind.UNKNOWN, server + ": interrupted while waiting for the answer to '" + operation + "'", cause);
    }

    BackendException closed(String operation) {
        return new BackendException(Kind.UNAVAILABLE, server + ": '" + operation + "' on a closed backend", null);
    }

    /** What holds for several commands together: a kind that they do not all share says too much. */
    BackendException ofSome(String operation, BackendException one, boolean all) {
        return all || one.kind() == Kind.UNKNOWN
                ? one
                : new BackendException(
                        Kind.UNKNOWN, server + ": '" + operation + "' was done in part: " + one.getMessage(), one);
    }
}
