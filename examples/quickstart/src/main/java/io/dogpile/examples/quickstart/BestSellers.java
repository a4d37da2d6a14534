// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.quickstart;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CacheLoader;

/** The application's view of the best sellers, through a cache in which a value lives for a while. Thread-safe. */
public interface BestSellers {

    /** The best seller of a shop. */
    BestSeller of(String shop);

    /** What is often written: look into the cache, and if there is nothing, ask the database and put its answer in. */
    static BestSellers getElseLoadAndPut(CacheManager manager, BestSellerLoader loader, Duration lifetime) {
        Cache<String, BestSeller> cache = manager.createCache("best-sellers-by-hand", expiringAfter(lifetime));
        return shop -> {
            BestSeller bestSeller = cache.get(shop);
            if (bestSeller == null) {
                bestSeller = loader.load(shop);
                cache.put(shop, bestSeller);
            }
            return bestSeller;
        };
    }

    /** What JCache offers instead: the cache is told how to load, and asked. */
    static <L extends CacheLoader<String, BestSeller> & Serializable> BestSellers readThrough(
            CacheManager manager, L loader, Duration lifetime) {
        return manager.createCache(
                        "best-sellers",
                        expiringAfter(lifetime)
                                .setReadThrough(true)
                                .setCacheLoaderFactory(FactoryBuilder.factoryOf(loader)))::get;
    }

    private static MutableConfiguration<String, BestSeller> expiringAfter(Duration lifetime) {
        return new MutableConfiguration<String, BestSeller>()
                .setTypes(String.class, BestSeller.class)
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(
                        new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, lifetime.toMillis())));
    }
}
