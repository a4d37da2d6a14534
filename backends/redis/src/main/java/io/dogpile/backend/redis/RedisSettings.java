// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that tells one client from another: regions with equal settings share one.
 *
 * @param topology what the addresses are of
 * @param addresses of the server, of Sentinels, or of some of a cluster's nodes
 * @param sentinelMaster the name under which Sentinels know the master; null without Sentinels
 * @param credentials for the servers that keep data
 * @param sentinelCredentials for the Sentinels
 * @param tls null for connections in the clear
 * @param database number of the database to select
 * @param timeout how long an operation may take
 * @param scripts whether scripts may be tried
 */
record RedisSettings(
        Topology topology,
        List<Address> addresses,
        @Nullable String sentinelMaster,
        Credentials credentials,
        Credentials sentinelCredentials,
        @Nullable Tls tls,
        int database,
        Duration timeout,
        boolean scripts) {

    /** How servers stand to each other. */
    enum Topology {
        STANDALONE("redis"),
        SENTINEL("redis behind Sentinel"),
        CLUSTER("redis cluster");

        private final String words;

        Topology(String words) {
            this.words = words;
        }
    }

    RedisSettings {
        addresses = List.copyOf(addresses);
    }

    /** What messages call the other side: kind and addresses, no secrets. */
    String describe() {
        return topology.words + " at "
                + addresses.stream().map(Address::toString).collect(Collectors.joining(", "));
    }
}
