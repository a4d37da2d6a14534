// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.quickstart;

import java.util.Collection;
import java.util.stream.LongStream;

/**
 * What came out of one phase.
 *
 * @param name of the phase
 * @param queries that the database has run
 * @param failed questions that got no answer
 * @param stale answers that were past their expiry when they were asked for
 * @param latencies of all the answers
 */
record Result(String name, long queries, long failed, long stale, Latencies latencies) {

    static Result of(String name, long queries, Collection<Client> clients) {
        return new Result(
                name,
                queries,
                clients.stream().mapToLong(Client::failed).sum(),
                clients.stream().mapToLong(Client::stale).sum(),
                new Latencies(clients.stream().flatMapToLong(client -> LongStream.of(client.nanos()))));
    }

    /** The answers that cost no query. */
    long saved() {
        return Math.max(0, latencies.count() - queries);
    }
}
