// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.resource.ClientResources;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends clients and threads, in bounded time and without failing: there is nothing that a caller could do about it. */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
    private static final long LIMIT_SECONDS = 2;

    private Shutdown() {}

    static void of(AbstractRedisClient client) {
        await(client.shutdownAsync(0, LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    static void of(ClientResources resources) {
        await(resources.shutdown(0, LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    private static void await(Future<?> end) {
        try {
            end.get(2 * LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("a Redis client did not end in order", e);
        }
    }
}
