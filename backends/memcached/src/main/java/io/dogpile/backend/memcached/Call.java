// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a backend, which may take several requests: they share its deadline.
 *
 * @param operation what it is called, for messages
 * @param region whose operation it is, for messages
 * @param started when it began, by the ticker
 * @param timeout nanoseconds that it may take
 * @param ticker the monotonic clock
 */
record Call(String operation, String region, long started, long timeout, LongSupplier ticker) {

    private static final long OVERSLEPT = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long TO_READ = TimeUnit.MILLISECONDS.toNanos(100);

    /** Nanoseconds that are left. */
    long remaining() {
        return Math.max(0, left());
    }

    private long left() {
        return started + timeout - ticker.getAsLong();
    }

    /**
     * Waits for an end, and tells whether it came in time.
     *
     * <p>Whoever finds the time over long ago was stopped itself, by the machine, a debugger or the collector. The answer has come
     * meanwhile then, and only has to be read: to give up at once would be to call a server away that is there.
     */
    boolean awaits(CountDownLatch end) throws InterruptedException {
        return end.await(left(), TimeUnit.NANOSECONDS)
                || (left() <= -OVERSLEPT && end.await(TO_READ, TimeUnit.NANOSECONDS));
    }

    BackendException unavailable(String server, String why) {
        return failure(Kind.UNAVAILABLE, server, why, null);
    }

    BackendException failure(Kind kind, String server, String why, @Nullable Throwable cause) {
        return new BackendException(
                kind, "memcached " + server + ": " + operation + " of region '" + region + "' " + why, cause);
    }

    /** What a server means that refuses. */
    BackendException refused(String server, Answers answers) {
        String refusal = String.valueOf(answers.refusal());
        if (refusal.contains("too large")) {
            String hint = "': argument 'maximum-item-size' exceeds the server's own limit, its -I";
            return failure(Kind.TOO_LARGE, server, "was refused with '" + refusal + hint, null);
        }
        return failure(Kind.REJECTED, server, "was refused with '" + refusal + "'", null);
    }

    /** What a server means that wants to know who asks, and that nobody has told. */
    BackendException stranger(String server) {
        String why = "was refused: the server wants to know who asks (its -Y): arguments 'username' and 'password'";
        return failure(Kind.REJECTED, server, why, null);
    }

    /** What a server means that does not know whom it was told. */
    BackendException unknown(String server, String refusal) {
        String why = "was not sent: the server does not take arguments 'username' and 'password': '" + refusal + "'";
        return failure(Kind.REJECTED, server, why, null);
    }

    BackendException late(String server, boolean sent) {
        String why = "got no answer within " + TimeUnit.NANOSECONDS.toMillis(timeout) + " ms (argument 'timeout')";
        return failure(sent ? Kind.UNKNOWN : Kind.UNAVAILABLE, server, sent ? why : why + " and was not sent", null);
    }

    BackendException interrupted(String server, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return failure(Kind.UNKNOWN, server, "was interrupted while it waited for an answer", cause);
    }
}
