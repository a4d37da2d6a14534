// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.sql;

import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A connection that several regions use in turn; made when it is first needed, and again after it has failed. */
final class Database implements AutoCloseable {

    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS dogpile (
                namespace VARCHAR(120) NOT NULL,
                name VARCHAR(200) NOT NULL,
                stamp BIGINT NOT NULL,
                content VARBINARY(%d) NOT NULL,
                PRIMARY KEY (namespace, name))""".formatted(SqlBackend.LARGEST_VALUE);

    private final ReentrantLock lock = new ReentrantLock();
    private final String url;
    private final Duration timeout;
    private @Nullable Connection connection;

    Database(String url, Duration timeout) {
        this.url = url;
        this.timeout = timeout;
    }

    /** What is done with a statement. */
    interface Work<T extends @Nullable Object> {
        T with(PreparedStatement statement) throws SQLException;
    }

    /** Does something with a statement whose first parameters are given. */
    <T extends @Nullable Object> T run(String sql, Work<T> work, Object... parameters) {
        try {
            if (!lock.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BackendException(Kind.UNAVAILABLE, "others used the database for " + timeout, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendException(Kind.UNAVAILABLE, "interrupted while others used the database", e);
        }
        try (PreparedStatement statement = connected().prepareStatement(sql)) {
            statement.setQueryTimeout(Math.toIntExact(Math.max(1, timeout.toSeconds())));
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return work.with(statement);
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            lock.unlock();
        }
    }

    private Connection connected() throws SQLException {
        Connection known = connection;
        if (known == null) {
            known = DriverManager.getConnection(url);
            connection = known;
            try (PreparedStatement statement = known.prepareStatement(TABLE)) {
                statement.execute();
            } catch (SQLException e) {
                forget();
                throw e;
            }
        }
        return known;
    }

    /** Whether a change was made is not known of one whose answer did not come; the connection is of no more use then. */
    private BackendException failure(SQLException e) {
        String state = e.getSQLState();
        boolean noAnswer = e instanceof SQLTimeoutException || (state != null && state.startsWith("08"));
        if (noAnswer) {
            forget();
        }
        return new BackendException(noAnswer ? Kind.UNKNOWN : Kind.REJECTED, "the database says: " + e.getMessage(), e);
    }

    private void forget() {
        Connection known = connection;
        connection = null;
        try {
            if (known != null) {
                known.close();
            }
        } catch (SQLException e) {
            // There is nothing left of it to close.
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            forget();
        } finally {
            lock.unlock();
        }
    }
}
