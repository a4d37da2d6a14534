// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.quickstart;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets all clients loose on the cache for the time of a phase. */
final class Load {

    private final OrderDatabase database;
    private final Settings settings;
    private final Progress progress;

    Load(OrderDatabase database, Settings settings, Progress progress) {
        this.database = database;
        this.settings = settings;
        this.progress = progress;
    }

    /** Begins with the value in the cache, and ends when each client has got its last answer. */
    Result run(String phase, BestSellers bestSellers) throws SQLException, InterruptedException, ExecutionException {
        bestSellers.of(OrderDatabase.SHOP);
        long queriesBefore = database.queriesRun();
        long begin = settings.nanoTime().getAsLong();
        AtomicLong answers = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(settings.clients());
        List<Future<Client>> futures = new ArrayList<>();
        for (int i = 0; i < settings.clients(); i++) {
            long end = begin + settings.phase().toNanos();
            futures.add(threads.submit(new Client(bestSellers, settings, end, answers)));
        }
        threads.shutdown();
        while (!threads.awaitTermination(progress.intervalMillis(), TimeUnit.MILLISECONDS)) {
            progress.show(String.format(
                    Locale.ROOT,
                    "%s  %4.1f s  %,8d gets  %4d queries",
                    phase,
                    (settings.nanoTime().getAsLong() - begin) / 1e9,
                    answers.get(),
                    database.queriesRun() - queriesBefore));
        }
        progress.done();
        List<Client> clients = new ArrayList<>();
        for (Future<Client> future : futures) {
            clients.add(future.get());
        }
        return Result.of(phase, database.queriesRun() - queriesBefore, clients);
    }
}
