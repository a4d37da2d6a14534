// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.quickstart;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** Runs the three phases and says what came out. */
public final class Quickstart {

    private final Settings settings;
    private final PrintStream out;
    private final Progress progress;

    Quickstart(Settings settings, PrintStream out, boolean console) {
        this.settings = settings;
        this.out = out;
        this.progress = new Progress(out, console);
    }

    /**
     * Takes one argument at most, the path of the properties file of the third phase. The system property
     * {@code quickstart.console} says whether the output goes to a console, on which a line can be rewritten.
     */
    public static void main(String[] arguments) throws Exception {
        Path stale = Path.of(arguments.length > 0 ? arguments[0] : "quickstart-stale.properties");
        Settings settings = new Settings(
                64,
                Duration.ofMillis(10),
                Duration.ofMillis(300),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                stale,
                System::nanoTime);
        new Quickstart(settings, System.out, Boolean.getBoolean("quickstart.console")).run();
    }

    /** The results of the phases, in their order. */
    List<Result> run() throws SQLException, InterruptedException, ExecutionException {
        try (OrderDatabase database = new OrderDatabase(settings.nanoTime());
                CachingProvider provider = Caching.getCachingProvider()) {
            Duration query = database.slowDownTo(settings.query());
            out.printf(
                    Locale.ROOT,
                    "An H2 database with %,d orders. The best seller of a shop takes %d ms to find out.%n",
                    database.rows(),
                    query.toMillis());
            out.printf(
                    Locale.ROOT,
                    "%d clients keep asking for one of them. It is cached for %d ms. Three phases of %d s each.%n%n",
                    settings.clients(),
                    settings.lifetime().toMillis(),
                    settings.phase().toSeconds());
            List<Result> results = phases(database, provider);
            new Summary(out).print(results);
            return results;
        }
    }

    private List<Result> phases(OrderDatabase database, CachingProvider provider)
            throws SQLException, InterruptedException, ExecutionException {
        Load load = new Load(database, settings, progress);
        BestSellerLoader loader = new BestSellerLoader(OrderDatabase.URL);
        CacheManager plain = provider.getCacheManager();
        // The same code as before; only the manager's URI is another.
        CacheManager stale =
                provider.getCacheManager(settings.staleConfiguration().toUri(), provider.getDefaultClassLoader());
        return List.of(
                load.run(
                        "a) get, else load and put", BestSellers.getElseLoadAndPut(plain, loader, settings.lifetime())),
                load.run("b) read-through           ", BestSellers.readThrough(plain, loader, settings.lifetime())),
                load.run("c) read-through, stale-for", BestSellers.readThrough(stale, loader, settings.lifetime())));
    }
}
