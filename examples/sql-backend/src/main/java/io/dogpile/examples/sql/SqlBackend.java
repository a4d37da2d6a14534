// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.sql;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.SharedClients;
import io.dogpile.backend.Stored;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A region's entries as rows of a table.
 *
 * <p>Each write gets a random stamp, by which versions of an entry are told apart. All metadata are within the bytes, so that
 * nothing else has to be stored.
 */
final class SqlBackend implements Backend<String, byte[]> {

    /** How many bytes a value may have. */
    static final int LARGEST_VALUE = 1_000_000;

    private static final int PAGE = 100;
    private static final String ROW = " WHERE namespace = ? AND name = ?";

    private final SharedClients.Share<Database> database;
    private final String namespace;
    private volatile boolean closed;

    SqlBackend(SharedClients.Share<Database> database, String namespace) {
        this.database = database;
        this.namespace = namespace;
    }

    private <T extends @Nullable Object> T run(String sql, Database.Work<T> work, Object... parameters) {
        if (closed) {
            throw new IllegalStateException("the backend of " + namespace + " is closed");
        }
        return database.client().run(sql, work, parameters);
    }

    @Override
    public @Nullable Stored<byte[]> get(String key) {
        return this.<@Nullable Stored<byte[]>>run(
                "SELECT content, stamp FROM dogpile" + ROW, SqlBackend::first, namespace, key);
    }

    private static @Nullable Stored<byte[]> first(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? stored(rows) : null;
        }
    }

    private static Stored<byte[]> stored(ResultSet row) throws SQLException {
        return Stored.of(row.getBytes("content"), row.getLong("stamp"));
    }

    @Override
    public void put(String key, Stored<byte[]> stored) {
        while (!set(key, stored) && !add(key, stored)) {
            // Somebody has added or removed it in between.
        }
    }

    private boolean set(String key, Stored<byte[]> update) {
        return changes("UPDATE dogpile SET content = ?, stamp = ?" + ROW, content(update), stamp(), namespace, key);
    }

    private boolean add(String key, Stored<byte[]> update) {
        return run(
                "INSERT INTO dogpile (namespace, name, content, stamp) VALUES (?, ?, ?, ?)",
                statement -> {
                    try {
                        return statement.executeUpdate() == 1;
                    } catch (SQLIntegrityConstraintViolationException e) {
                        return false;
                    }
                },
                namespace,
                key,
                content(update),
                stamp());
    }

    @Override
    public boolean replace(String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
        if (expected == null) {
            return update == null ? get(key) == null : add(key, update);
        }
        Object version = Objects.requireNonNull(expected.token(), "expected was not read from here");
        if (update == null) {
            return changes("DELETE FROM dogpile" + ROW + " AND stamp = ?", namespace, key, version);
        }
        return changes(
                "UPDATE dogpile SET content = ?, stamp = ?" + ROW + " AND stamp = ?",
                content(update),
                stamp(),
                namespace,
                key,
                version);
    }

    @Override
    public boolean remove(String key) {
        return changes("DELETE FROM dogpile" + ROW, namespace, key);
    }

    @Override
    public void clear() {
        changes("DELETE FROM dogpile WHERE namespace = ?", namespace);
    }

    private boolean changes(String sql, Object... parameters) {
        return run(sql, PreparedStatement::executeUpdate, parameters) > 0;
    }

    private static byte[] content(Stored<byte[]> stored) {
        byte[] content = Objects.requireNonNull(stored.value(), "drivers keep bytes");
        if (content.length > LARGEST_VALUE) {
            throw new BackendException(
                    Kind.TOO_LARGE, content.length + " bytes are more than the " + LARGEST_VALUE + " of a row", null);
        }
        return content;
    }

    private static long stamp() {
        return ThreadLocalRandom.current().nextLong();
    }

    /** Page by page, in the order of keys: what changes meanwhile is seen, or not, but nothing is seen twice. */
    @Override
    public Iterator<Map.Entry<String, Stored<byte[]>>> entries() {
        return new Iterator<>() {
            private Iterator<Map.Entry<String, Stored<byte[]>>> page = page("").iterator();
            private String last = "";

            @Override
            public boolean hasNext() {
                if (!page.hasNext() && !last.isEmpty()) {
                    page = page(last).iterator();
                    last = "";
                }
                return page.hasNext();
            }

            @Override
            public Map.Entry<String, Stored<byte[]>> next() {
                Map.Entry<String, Stored<byte[]>> entry = page.next();
                last = entry.getKey();
                return entry;
            }
        };
    }

    private List<Map.Entry<String, Stored<byte[]>>> page(String after) {
        String sql =
                "SELECT name, content, stamp FROM dogpile WHERE namespace = ? AND name > ? ORDER BY name LIMIT " + PAGE;
        return run(
                sql,
                statement -> {
                    List<Map.Entry<String, Stored<byte[]>>> page = new ArrayList<>();
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            page.add(Map.entry(rows.getString("name"), stored(rows)));
                        }
                    }
                    return page;
                },
                namespace,
                after);
    }

    @Override
    public void close() {
        closed = true;
        database.close();
    }

    @Override
    public String toString() {
        return "sql(" + namespace + ")";
    }
}
