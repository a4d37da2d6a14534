// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.redis.RedisSettings.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a region's arguments. What they mean is told in {@link RedisBackendFactory}. Not thread-safe. */
final class RedisArguments {

    private static final String DEFAULT_URL = "redis://127.0.0.1";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);
    private static final int DATABASES = 1 << 16;

    private final Arguments arguments;

    RedisArguments(Arguments arguments) {
        this.arguments = arguments;
    }

    /** All of them, checked. */
    RedisSettings read() {
        Optional<String> master = arguments.text("sentinel-master");
        boolean cluster = arguments.flag("cluster").orElse(false);
        Optional<Integer> database = arguments.text("database").map(this::database);
        List<RedisUrl> urls = RedisUrl.parseAll(
                arguments.text("url").orElse(DEFAULT_URL), master.isPresent() ? 26379 : 6379, arguments);
        Credentials credentials = credentials("username", "password");
        Credentials sentinelCredentials = credentials("sentinel-username", "sentinel-password");
        Tls tls = tls(urls.get(0).secure());
        Duration timeout = arguments.duration("timeout").orElse(DEFAULT_TIMEOUT);
        boolean scripts = arguments.flag("scripts").orElse(true);
        arguments.requireNoneLeft();

        Topology topology = topology(master, cluster, urls.size());
        if (topology != Topology.SENTINEL && sentinelCredentials.password() != null) {
            throw arguments.refused("'sentinel-password' needs 'sentinel-master'");
        }
        return new RedisSettings(
                topology,
                urls.stream().map(RedisUrl::address).toList(),
                master.orElse(null),
                merged(credentials, urls.get(0).credentials()),
                sentinelCredentials,
                tls,
                database(database, urls.get(0).database(), topology),
                timeout,
                scripts);
    }

    private Topology topology(Optional<String> master, boolean cluster, int urls) {
        if (master.isPresent() && cluster) {
            throw arguments.refused("'sentinel-master' cannot be combined with 'cluster'");
        }
        if (urls > 1 && master.isEmpty() && !cluster) {
            throw arguments.refused("argument 'url' names " + urls
                    + " servers, which needs 'cluster = true' or the 'sentinel-master' that they watch");
        }
        return cluster ? Topology.CLUSTER : master.isPresent() ? Topology.SENTINEL : Topology.STANDALONE;
    }

    private Credentials credentials(String usernameArgument, String passwordArgument) {
        Optional<String> username = arguments.text(usernameArgument);
        Optional<Secret> password = arguments.text(passwordArgument).map(Secret::new);
        if (username.isPresent() && password.isEmpty()) {
            throw arguments.refused("'" + usernameArgument + "' needs '" + passwordArgument + "'");
        }
        return new Credentials(username.orElse(null), password.orElse(null));
    }

    private Credentials merged(Credentials given, Credentials inUrl) {
        if (given.password() != null && inUrl.password() != null) {
            throw arguments.refused("there is a password both in 'url' and in 'password'");
        }
        return given.password() != null ? given : inUrl;
    }

    private int database(Optional<Integer> given, @Nullable Integer inUrl, Topology topology) {
        if (given.isPresent() && inUrl != null && !given.get().equals(inUrl)) {
            throw arguments.refused("'database' is " + given.get() + " but 'url' ends in /" + inUrl);
        }
        int database = given.orElse(inUrl == null ? 0 : inUrl);
        if (database != 0 && topology == Topology.CLUSTER) {
            throw arguments.refused("a cluster has only database 0, not " + database);
        }
        return database;
    }

    private int database(String text) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 0 && number < DATABASES) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through: a word and a negative number deserve the same sentence.
        }
        throw arguments.refused("argument 'database' must be a number of at least 0, not '" + text + "'");
    }

    private @Nullable Tls tls(boolean secure) {
        Path authorities = file("ssl-ca");
        Path certificate = file("ssl-certificate");
        Path key = file("ssl-key");
        Secret keyPassword = arguments.text("ssl-key-password").map(Secret::new).orElse(null);
        if (!secure && (authorities != null || certificate != null || key != null)) {
            throw arguments.refused("'ssl-...' arguments need a 'url' that begins with rediss://");
        }
        if ((certificate == null) != (key == null)) {
            throw arguments.refused("'ssl-certificate' and 'ssl-key' need each other");
        }
        return secure ? new Tls(authorities, certificate, key, keyPassword) : null;
    }

    private @Nullable Path file(String name) {
        return arguments
                .text(name)
                .map(text -> {
                    Path path = Path.of(text.strip());
                    if (!Files.isReadable(path)) {
                        throw arguments.refused("argument '" + name + "' names a file that cannot be read: " + path);
                    }
                    return path;
                })
                .orElse(null);
    }
}
