// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.quickstart;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** An H2 database in memory, with as many orders as make the query as slow as wanted. */
public final class OrderDatabase implements AutoCloseable {

    // Without the option, H2 would remember the query's result itself as long as nothing is written.
    static final String URL = "jdbc:h2:mem:orders;OPTIMIZE_REUSE_RESULTS=FALSE";

    /** The shop that everybody asks for. */
    public static final String SHOP = "Lisbon";

    private static final long FIRST_ROWS = 20_000;
    private static final long MOST_ROWS = 5_000_000;

    private final LongSupplier nanoTime;
    // The database lives as long as somebody is connected to it.
    private final Connection connection;
    private long rows;

    /**
     * Makes the database, with a few orders.
     *
     * @param nanoTime the clock by which queries are measured
     */
    public OrderDatabase(LongSupplier nanoTime) throws SQLException {
        this.nanoTime = nanoTime;
        this.connection = DriverManager.getConnection(URL);
        execute("create table orders (id bigint, shop varchar, product varchar, quantity int, price int)");
        execute("set query_statistics true");
        insert(FIRST_ROWS);
    }

    /** Inserts orders until the query takes about so long, and returns how long it takes in the end. */
    public Duration slowDownTo(Duration target) throws SQLException {
        // What the JVM has not compiled yet would make the query look slower than it is.
        for (long spent = 0, runs = 0; spent < 1_000_000_000L || runs < 30; runs++) {
            spent += queryNanos();
        }
        long took = medianQueryNanos();
        while (took < target.toNanos() * 0.9 && rows < MOST_ROWS) {
            double factor = Math.min(4, (double) target.toNanos() / took);
            insert((long) (rows * (factor - 1)) + 1);
            took = medianQueryNanos();
        }
        return Duration.ofNanos(took);
    }

    /** How many orders there are. */
    public long rows() {
        return rows;
    }

    /** How many times the query has run: to its end, by the database's own account, or until it was given up. */
    long queriesRun() throws SQLException {
        String sql = "select execution_count from information_schema.query_statistics where sql_statement = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, BestSellerLoader.QUERY);
            try (ResultSet result = statement.executeQuery()) {
                return BestSellerLoader.givenUp() + (result.next() ? result.getLong(1) : 0);
            }
        }
    }

    private void insert(long count) throws SQLException {
        execute("""
                insert into orders select x,
                    case when mod(x, 10) = 0 then 'Porto' else '%s' end,
                    'product-' || mod(x * 7919, 1000),
                    1 + mod(x, 5),
                    100 + mod(x * 104729, 9900)
                from system_range(%d, %d)""".formatted(SHOP, rows + 1, rows + count));
        rows += count;
    }

    private long medianQueryNanos() {
        long[] nanos = new long[5];
        Arrays.setAll(nanos, i -> queryNanos());
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    private long queryNanos() {
        long begin = nanoTime.getAsLong();
        new BestSellerLoader(URL).load(SHOP);
        return nanoTime.getAsLong() - begin;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
