// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.lettuce.core.RedisFuture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The time as the server has it; in a cluster, any one node's stands for all. Epoch milliseconds. */
record ServerTime(RedisLink link) {

    /**
     * Asks and waits.
     *
     * @throws io.dogpile.backend.BackendException if there is no answer
     */
    long ask() {
        return millis(link.call("clock", wire -> wire.commands().time()));
    }

    /** Asks without waiting; null if that cannot be done now. */
    @Nullable
    CompletionStage<Long> tell() {
        RedisFuture<List<byte[]>> told =
                link.sendIfConnected(wire -> wire.commands().time());
        return told == null ? null : told.thenApply(ServerTime::millis);
    }

    /** Of an answer to TIME: seconds, and the microseconds of the current one. */
    private static long millis(List<byte[]> time) {
        return number(time.get(0)) * 1_000 + number(time.get(1)) / 1_000;
    }

    private static long number(byte[] digits) {
        return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
    }
}
