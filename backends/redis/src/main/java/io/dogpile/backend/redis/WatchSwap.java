// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Exchange;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.async.RedisAsyncCommands;
import org.jspecify.annotations.Nullable;

/**
 * Compare-and-set by an optimistic transaction, in two trips, where scripts are forbidden. The connection is this
 * thread's alone meanwhile, as what is watched belongs to the connection; and it must not mend itself, as it would have
 * forgotten.
 */
final class WatchSwap implements Swap {

    private static final String OPERATION = "replace";

    private final ExclusiveWires wires;
    private final RedisLink link;

    WatchSwap(ExclusiveWires wires, RedisLink link) {
        this.wires = wires;
        this.link = link;
    }

    @Override
    public Exchange<byte[]> swap(
            String key, Version expected, byte @Nullable [] value, long millis, Deadline deadline) {
        return wires.use(OPERATION, key, deadline, node -> {
            boolean watched = watch(node, key, expected, deadline);
            if (watched && write(node, key, value, millis, deadline)) {
                return Exchange.succeeded();
            }
            RedisFuture<String> unwatched = node.unwatch();
            byte[] found = link.await(OPERATION, deadline, node.get(key));
            link.await(OPERATION, deadline, unwatched);
            return Exchange.refused(found == null ? null : Version.stored(found));
        });
    }

    @Override
    public boolean takesOneTrip() {
        return false;
    }

    private boolean watch(RedisAsyncCommands<String, byte[]> node, String key, Version expected, Deadline deadline) {
        RedisFuture<String> watched = node.watch(key);
        RedisFuture<byte[]> found = node.getrange(key, expected.first(), expected.last());
        RedisFuture<Long> there = expected.isEmpty() ? node.exists(key) : null;
        link.await(OPERATION, deadline, watched);
        return expected.matches(link.await(OPERATION, deadline, found))
                && (there == null || link.await(OPERATION, deadline, there) != 0);
    }

    private boolean write(
            RedisAsyncCommands<String, byte[]> node,
            String key,
            byte @Nullable [] value,
            long millis,
            Deadline deadline) {
        RedisFuture<String> begun = node.multi();
        RedisFuture<?> change = value == null
                ? node.unlink(key)
                : millis == Lifetime.UNLIMITED
                        ? node.set(key, value)
                        : node.set(key, value, SetArgs.Builder.px(millis));
        RedisFuture<TransactionResult> done = node.exec();
        link.await(OPERATION, deadline, begun);
        TransactionResult result = link.await(OPERATION, deadline, done);
        if (result.wasDiscarded()) {
            return false;
        }
        link.await(OPERATION, deadline, change);
        return true;
    }
}
