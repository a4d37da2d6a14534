// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import io.dogpile.benchmarks.Grid;
import io.dogpile.benchmarks.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Measures stores as the command line says, and writes how they stand with the limits. */
final class StoreBench {

    static final String REGENERATION = "regeneration";

    private static final String INTRODUCTION = """
            # Benchmarks of stores

            Written by `dev/bench`; do not edit. Operations a second, all threads together, of a cache over a store beside the bare client of
            that store, and beside another JCache provider over it where there is one. Ratios are ours divided by the other, above 1 is better:
            the median of the rounds, with their middle half in brackets. Limits beside the bare client: `get` 0.90, `put` 0.85, `getAll` 0.85.

            """;

    private final Order order;
    private final StringBuilder report = new StringBuilder(INTRODUCTION);
    private final List<String> missed = new ArrayList<>();
    private boolean compared;

    private StoreBench(Order order) {
        this.order = order;
        for (String fact : List.of(
                "command: `dev/bench " + String.join(" ", order.words()) + "`",
                "date: " + LocalDate.now(ZoneOffset.UTC),
                "machine: " + Machine.here(),
                "settings: " + order.effort())) {
            report.append("* ").append(fact).append('\n');
        }
    }

    public static void main(String... words) throws IOException {
        Order order;
        try {
            order = Order.parse(words);
        } catch (IllegalArgumentException wrong) {
            System.err.println("dev/bench: " + wrong.getMessage() + " (see dev/bench --help)");
            System.exit(2);
            return;
        }
        StoreBench bench = new StoreBench(order);
        for (StoreKind kind : order.kinds()) {
            bench.measure(kind);
            Files.writeString(order.report(), bench.report);
        }
        System.out.println(order.report() + " written");
        System.out.println(order.words().get(0) + ": " + bench.verdict());
        System.exit(bench.missed.isEmpty() ? 0 : 1); // clients leave threads behind
    }

    private String verdict() {
        if (!missed.isEmpty()) {
            return "limits missed: " + String.join("; ", missed);
        }
        return compared ? "all limits hold" : "nothing was measured that has a limit";
    }

    private void measure(StoreKind kind) {
        StringBuilder section = new StringBuilder("\n## " + kind.id() + "\n\n");
        try (StoreKind.Server server = kind.start()) {
            Harness harness = new Harness(kind, server.port(), order.effort());
            List<Measured> all = new ArrayList<>();
            for (int threads : Order.THREADS) {
                all.addAll(measure(harness, threads));
            }
            if (!all.isEmpty()) {
                compared = true;
                section.append(table(kind, all)).append('\n');
                List<String> slow = all.stream()
                        .flatMap(each -> each.missed().stream())
                        .map(each -> kind.id() + " " + each)
                        .toList();
                section.append(slow.isEmpty() ? "All limits hold.\n" : "Missed: " + String.join("; ", slow) + ".\n");
                missed.addAll(slow);
            }
            if (order.wantsRegeneration()) {
                section.append('\n').append(regeneration(harness));
            }
        }
        System.out.print(section);
        report.append(section);
    }

    private List<Measured> measure(Harness harness, int threads) {
        List<StoreOperation> operations = Arrays.stream(StoreOperation.values())
                .filter(operation -> order.wants(Measured.title(operation, threads)))
                .toList();
        if (operations.isEmpty()) {
            return List.of();
        }
        System.err.println(harness.kind().id() + ", threads: " + threads);
        List<Contender> contenders = harness.kind().contenders();
        String names = operations.stream().map(Enum::name).collect(Collectors.joining(" "));
        List<Double> scores = harness.scores(
                Turns.class, Map.of("operations", names), threads, operations.size() * contenders.size());
        return Measured.of(operations, threads, contenders, scores);
    }

    private static String table(StoreKind kind, List<Measured> all) {
        List<String> header = new ArrayList<>(List.of(""));
        kind.contenders().forEach(contender -> header.add(title(kind, contender)));
        kind.contenders().stream()
                .filter(other -> other != Contender.DOGPILE)
                .forEach(other -> header.add("ours : " + title(kind, other)));
        List<List<String>> lines =
                all.stream().map(each -> each.line(kind.contenders())).toList();
        return new Grid(header, lines).markdown();
    }

    private static String title(StoreKind kind, Contender contender) {
        return switch (contender) {
            case CLIENT -> kind.client();
            case DOGPILE -> "dogpile";
            case PEER -> kind.peer();
        };
    }

    private static String regeneration(Harness harness) {
        List<List<String>> lines = new ArrayList<>();
        for (int bytes : new int[] {1_000, 100_000, 1_000_000}) {
            System.err.println(harness.kind().id() + ", " + REGENERATION + " of " + bytes + " bytes");
            List<Double> scores =
                    harness.scores(Renewing.class, Map.of("bytes", String.valueOf(bytes)), 1, Renewing.WAYS);
            List<List<Double>> ways = Renewing.sorted(scores);
            List<String> line = new ArrayList<>(List.of(String.format(Locale.ROOT, "%,d bytes", bytes)));
            ways.forEach(way -> line.add(String.format(Locale.ROOT, "%,.0f", 1e6 / Ratio.median(way))));
            line.add(Ratio.of(ways.get(0), ways.get(1)).toString());
            line.add(Ratio.of(ways.get(0), ways.get(2)).toString());
            lines.add(line);
        }
        List<String> header = List.of(
                REGENERATION + ", µs",
                "put",
                "of a stale value",
                "remove, then of nothing",
                "stale : put",
                "nothing : put");
        return new Grid(header, lines).markdown();
    }
}
