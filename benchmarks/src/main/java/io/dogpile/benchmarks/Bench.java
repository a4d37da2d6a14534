// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Measures what the command line asks for and writes the report. */
final class Bench {
    private final Arguments arguments;
    private final Effort effort;
    private final Programs programs;
    private final Report report;

    private Bench(Arguments arguments) {
        this.arguments = arguments;
        this.effort = arguments.effort();
        this.programs = new Programs(effort);
        this.report = new Report(
                String.join(" ", arguments.words()),
                LocalDate.now(ZoneOffset.UTC).toString(),
                Machine.here(),
                effort,
                arguments.peers());
    }

    public static void main(String... words) throws IOException {
        long start = System.nanoTime();
        Arguments arguments;
        try {
            arguments = Arguments.parse(words);
        } catch (IllegalArgumentException wrong) {
            System.err.println("dev/bench: " + wrong.getMessage() + " (see dev/bench --help)");
            System.exit(2);
            return;
        }
        Files.writeString(arguments.report(), new Bench(arguments).run());
        System.out.printf("%s written after %d s%n", arguments.report(), (System.nanoTime() - start) / 1_000_000_000);
        System.exit(0); // some peers leave threads behind
    }

    private String run() {
        measureWorkloads();
        measureHeap();
        measureFirstPut();
        measureStampede();
        return report.markdown();
    }

    private void measureWorkloads() {
        Comparison comparison = new Comparison(arguments.peers(), effort, Path.of("benchmarks", "target", "jmh"));
        List<Workload> workloads = effort.workloads().stream()
                .filter(workload -> arguments.wants(workload.title()))
                .toList();
        if (!workloads.isEmpty()) {
            Measurements measurements = comparison.measure(workloads);
            List<Peer> columns = arguments.columns();
            report.section(
                    "Throughput", "Operations a second, all threads together.", measurements.throughput(columns));
            report.section("Allocation", "Bytes allocated for each operation.", measurements.allocation(columns));
        }
    }

    private void measureHeap() {
        List<Row> rows = new ArrayList<>();
        for (Expiry expiry : Expiry.values()) {
            if (arguments.wants(Arguments.heapOf(expiry))) {
                rows.add(row("an entry, " + expiry.title(), peer -> programs.bytesPerEntry(peer, expiry)));
            }
        }
        if (arguments.wants(Arguments.EMPTY_CACHE)) {
            rows.add(row("an empty cache", programs::bytesPerEmptyCache));
        }
        if (!rows.isEmpty()) {
            report.section(
                    "Heap",
                    "Bytes of one in 1,000,000 entries, without its key and value, and of one in 1,000 empty caches of a manager.",
                    new Table(arguments.columns(), Unit.BYTES, rows).markdown());
        }
    }

    private void measureFirstPut() {
        if (arguments.wants(Arguments.FIRST_PUT)) {
            Row row = row("first put", programs::firstPut);
            report.section(
                    "First put",
                    "Milliseconds from the start of a JVM until the first `put` has returned: the median of "
                            + effort.firstPuts() + " starts. The limit is the JVM itself.",
                    new Table(arguments.columns(), Unit.MILLIS, List.of(row)).markdown());
        }
    }

    private Row row(String name, Function<Peer, Cell> measure) {
        System.out.println(name);
        Map<Peer, Cell> cells = new EnumMap<>(Peer.class);
        arguments.columns().forEach(peer -> cells.put(peer, measure.apply(peer)));
        OptionalDouble limit =
                arguments.peers().contains(Peer.MAP) && measure.apply(Peer.MAP) instanceof Cell.Figure figure
                        ? OptionalDouble.of(figure.value())
                        : OptionalDouble.empty();
        return new Row(name, cells, limit);
    }

    private void measureStampede() {
        if (arguments.wants(Arguments.STAMPEDE)) {
            System.out.println("stampede");
            List<String> header = new ArrayList<>(List.of(""));
            header.addAll(Outcome.HEADER);
            List<List<String>> lines = new ArrayList<>();
            for (Peer peer : arguments.columns()) {
                lines.add(programs.stampede(peer, peer.title()));
                if (peer == Peer.DOGPILE) {
                    lines.add(programs.stampede(peer, peer.title() + ", `stale-for`, background", Stampede.STALE));
                }
            }
            report.section("Stampede", Stampede.NOTE, new Grid(header, lines).markdown());
        }
    }
}
