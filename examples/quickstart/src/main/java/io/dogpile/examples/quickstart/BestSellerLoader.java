// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.quickstart;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;

/**
 * Asks the database, on a connection of its own.
 *
 * @param url of the database
 */
public record BestSellerLoader(String url) implements CacheLoader<String, BestSeller>, Serializable {

    /** Adds up every order of a shop. No index can help. */
    static final String QUERY = "select product, sum(quantity * price) as revenue from orders where shop = ?"
            + " group by product order by revenue desc fetch first row only";

    /** As long as a database is waited for in most applications, at the utmost. */
    private static final int TIMEOUT_SECONDS = 10;

    private static final AtomicLong GIVEN_UP = new AtomicLong();

    /** How many queries took so long that they were given up. */
    static long givenUp() {
        return GIVEN_UP.get();
    }

    @Override
    public BestSeller load(String shop) {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setQueryTimeout(TIMEOUT_SECONDS);
            query.setString(1, shop);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return new BestSeller(rows.getString(1), rows.getLong(2), Instant.now());
            }
        } catch (SQLTimeoutException e) {
            GIVEN_UP.incrementAndGet();
            throw new CacheLoaderException(
                    "The best seller of shop '" + shop + "' was not to be had within " + TIMEOUT_SECONDS + " s", e);
        } catch (SQLException e) {
            throw new CacheLoaderException("The best seller of shop '" + shop + "' is not to be had from " + url, e);
        }
    }

    @Override
    public Map<String, BestSeller> loadAll(Iterable<? extends String> shops) {
        Map<String, BestSeller> loaded = new HashMap<>();
        shops.forEach(shop -> loaded.put(shop, load(shop)));
        return loaded;
    }
}
