// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.sql;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.SharedClients;
import java.time.Duration;

/**
 * Makes backends whose values live in a table of an SQL database.
 *
 * <p>Arguments: {@code url}, that of JDBC; and {@code timeout}, how long an operation may take, 1 s by default.
 */
public final class SqlBackendFactory implements ByteBackendFactory {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** All that tells one connection from another. */
    private record Settings(String url, Duration timeout) {}

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public Backend<String, byte[]> create(BackendContext context) {
        Arguments arguments = context.arguments();
        String url = arguments
                .text("url")
                .orElseThrow(() ->
                        arguments.refused("argument 'url' is missing: the database's, such as jdbc:h2:mem:caches"));
        Duration timeout = arguments.duration("timeout").orElse(TIMEOUT);
        arguments.requireNoneLeft();
        SharedClients.Share<Database> database = context.clients()
                .acquire(new Settings(url, timeout), () -> new Database(url, timeout), Database::close);
        return new SqlBackend(database, context.namespace());
    }
}
