// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.cluster;

import io.dogpile.backend.testkit.server.FreePorts;
import io.dogpile.examples.quickstart.OrderDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.h2.tools.Server;

/** Runs several processes over one database and one store, kills one of them, and says what came out. */
public final class Cluster {

    private final Settings settings;
    private final PrintStream out;
    private final Ledger ledger = new Ledger(System::nanoTime);

    Cluster(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** Takes the path of a caches properties file. Its exit code is 1 if a promise was broken, 2 if nothing could be shown. */
    public static void main(String[] arguments) throws Exception {
        Settings settings = new Settings(
                Path.of(arguments[0]),
                3,
                8,
                Duration.ofMillis(300),
                Duration.ofSeconds(1),
                Duration.ofSeconds(8),
                Duration.ofSeconds(8),
                Duration.ofMillis(250));
        try {
            System.exit(new Cluster(settings, System.out).run().broken().isEmpty() ? 0 : 1);
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    Verdict run() throws Exception {
        Properties chosen = new Properties();
        try (Reader reader = Files.newBufferedReader(settings.configuration())) {
            chosen.load(reader);
        }
        String backend = chosen.getProperty("cache.default.backend", "heap");
        Duration lease = Duration.parse("PT" + chosen.getProperty("cache.default.lease", "3s"));
        int port = FreePorts.next();
        int deaths;
        try (Store store = Store.start(backend, settings.processes());
                OrderDatabase database = new OrderDatabase(System::nanoTime);
                Processes processes = new Processes(ledger)) {
            Server server = Server.createTcpServer("-tcpPort", "" + port).start();
            try {
                tell(backend, store, database);
                processes.start(settings, files(store), "jdbc:h2:tcp://127.0.0.1:" + port + "/mem:orders");
                deaths = store.processes() > 1 ? 1 : 0;
                watch(processes, deaths > 0);
            } finally {
                server.stop();
            }
        }
        Verdict verdict = verdict(lease, deaths);
        out.println();
        out.println(verdict);
        return verdict;
    }

    private void tell(String backend, Store store, OrderDatabase database) throws Exception {
        Duration query = database.slowDownTo(settings.query());
        out.printf(
                "The best seller of a shop takes %d ms to find out. %d process(es) of %d threads keep asking for it;%n"
                        + "it is kept in %s, for %d ms.%n",
                query.toMillis(),
                store.processes(),
                settings.threads(),
                backend,
                settings.lifetime().toMillis());
        if (store.processes() == 1) {
            out.println(
                    "This store belongs to one process: there is nobody else who could take over, so none is killed.");
        }
        out.println();
    }

    private List<Path> files(Store store) throws IOException {
        Path directory = Files.createTempDirectory("dogpile-cluster-");
        directory.toFile().deleteOnExit();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < store.processes(); i++) {
            Path file = Processes.file(
                    directory, settings.configuration(), i, store.settings().apply(i));
            file.toFile().deleteOnExit();
            files.add(file);
        }
        return files;
    }

    private void watch(Processes processes, boolean kill) {
        Table table = new Table(out, ledger);
        table.head();
        long calm = settings.calm().toSeconds();
        for (int second = 1; second <= calm + settings.after().toSeconds(); second++) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            table.row(second, processes.alive());
            if (kill && second == calm) {
                ledger.killNext(processes::kill);
            }
        }
    }

    private Verdict verdict(Duration lease, int expectedDeaths) {
        Duration atMost = lease.plus(settings.late());
        Duration takeover = ledger.takeover();
        return new Verdict(
                ledger.loads(),
                ledger.generations(),
                expectedDeaths,
                ledger.killed() == 0 ? 0 : 1,
                takeover == null ? Duration.ofDays(1) : takeover,
                atMost,
                ledger.all());
    }
}
