// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.cluster;

import io.dogpile.examples.quickstart.BestSeller;
import io.dogpile.examples.quickstart.BestSellerLoader;
import io.dogpile.examples.quickstart.BestSellers;
import io.dogpile.examples.quickstart.OrderDatabase;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.integration.CacheLoader;
import javax.cache.spi.CachingProvider;

/**
 * One process of the application: some threads that keep asking for the best seller. It knows nothing of the others.
 *
 * <p>Takes the caches properties file, the database's URL, the number of threads, and a value's lifetime in milliseconds. Tells
 * on its standard output what happens; ends with its standard input.
 */
final class Member {

    private static final Duration THINK = Duration.ofMillis(10);

    private Member() {}

    public static void main(String[] arguments) throws IOException {
        Duration lifetime = Duration.ofMillis(Long.parseLong(arguments[3]));
        CachingProvider provider = Caching.getCachingProvider();
        CacheManager manager =
                provider.getCacheManager(Path.of(arguments[0]).toUri(), provider.getDefaultClassLoader());
        BestSellers cached = BestSellers.readThrough(manager, new Told(new BestSellerLoader(arguments[1])), lifetime);
        Second second = new Second(lifetime);
        say("ready");
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            daemon(() -> ask(cached, second));
        }
        daemon(() -> tell(second));
        while (System.in.read() >= 0) {
            // Until the demo is over.
        }
        Runtime.getRuntime().halt(0);
    }

    /** Says when a query begins and ends. */
    private record Told(BestSellerLoader database) implements CacheLoader<String, BestSeller>, Serializable {

        @Override
        public BestSeller load(String shop) {
            say("loading");
            BestSeller bestSeller = database.load(shop);
            say("loaded");
            return bestSeller;
        }

        @Override
        public Map<String, BestSeller> loadAll(Iterable<? extends String> shops) {
            return database.loadAll(shops);
        }
    }

    private static void ask(BestSellers cached, Second second) {
        while (true) {
            second.ask(() -> cached.of(OrderDatabase.SHOP));
            LockSupport.parkNanos(THINK.toNanos());
        }
    }

    private static void tell(Second second) {
        while (true) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            say("second " + second.next());
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private static void say(String what) {
        System.out.println("@" + what);
    }
}
