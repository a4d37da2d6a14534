// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Every figure of the workloads, to be laid out in tables. */
final class Measurements {
    private final Map<Workload, Map<Peer, Cell>> rates = new LinkedHashMap<>();
    private final Map<Workload, Map<Peer, Cell>> bytes = new LinkedHashMap<>();

    void add(Workload workload, Peer peer, Cell rate, Cell bytesPerOperation) {
        put(rates, workload, peer, rate);
        put(bytes, workload, peer, bytesPerOperation);
    }

    boolean isEmpty() {
        return rates.isEmpty();
    }

    String throughput(List<Peer> peers) {
        return tables(rates, peers, Unit.RATE);
    }

    String allocation(List<Peer> peers) {
        return tables(bytes, peers, Unit.BYTES);
    }

    private static void put(Map<Workload, Map<Peer, Cell>> cells, Workload workload, Peer peer, Cell cell) {
        cells.computeIfAbsent(workload, absent -> new EnumMap<>(Peer.class)).put(peer, cell);
    }

    private static String tables(Map<Workload, Map<Peer, Cell>> cells, List<Peer> peers, Unit unit) {
        Map<String, List<Row>> variants = cells.keySet().stream()
                .collect(Collectors.groupingBy(
                        Workload::variant,
                        LinkedHashMap::new,
                        Collectors.mapping(workload -> row(cells, workload, peers), Collectors.toList())));
        return variants.entrySet().stream()
                .map(entry -> "### " + entry.getKey() + "\n\n" + new Table(peers, unit, entry.getValue()).markdown())
                .collect(Collectors.joining("\n"));
    }

    private static Row row(Map<Workload, Map<Peer, Cell>> cells, Workload workload, List<Peer> peers) {
        Map<Peer, Cell> own = new EnumMap<>(cells.getOrDefault(workload, Map.of()));
        own.keySet().retainAll(peers);
        Cell limit = cells.getOrDefault(workload.limit(), Map.of()).get(Peer.MAP);
        return new Row(
                workload.operation().title(),
                own,
                limit instanceof Cell.Figure figure ? OptionalDouble.of(figure.value()) : OptionalDouble.empty());
    }
}
