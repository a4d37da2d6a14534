// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Operations a second of all contenders in one operation, one figure for each round. */
record Measured(StoreOperation operation, int threads, Map<Contender, List<Double>> rounds) {

    /** Sorts out whose figure is whose. */
    static List<Measured> of(
            List<StoreOperation> operations, int threads, List<Contender> contenders, List<Double> iterations) {
        List<Measured> all = new ArrayList<>();
        operations.forEach(operation -> {
            Map<Contender, List<Double>> rounds = new EnumMap<>(Contender.class);
            contenders.forEach(contender -> rounds.put(contender, new ArrayList<>()));
            all.add(new Measured(operation, threads, rounds));
        });
        for (int i = 0; i < iterations.size(); i++) {
            Turn turn = Turn.of(i, operations.size(), contenders.size());
            Objects.requireNonNull(all.get(turn.operation()).rounds.get(contenders.get(turn.contender())))
                    .add(iterations.get(i));
        }
        return all;
    }

    List<String> line(List<Contender> contenders) {
        List<String> line = new ArrayList<>(List.of(title()));
        contenders.forEach(contender ->
                line.add(String.format(Locale.ROOT, "%,.0f", Ratio.median(rounds.getOrDefault(contender, List.of())))));
        contenders.stream()
                .filter(other -> other != Contender.DOGPILE)
                .forEach(other -> line.add(String.valueOf(ratio(other))));
        return line;
    }

    private String title() {
        return title(operation, threads);
    }

    static String title(StoreOperation operation, int threads) {
        return operation.title() + (threads == 1 ? ", 1 thread" : ", " + threads + " threads");
    }

    @Nullable
    Ratio ratio(Contender other) {
        List<Double> ours = rounds.get(Contender.DOGPILE);
        List<Double> theirs = rounds.get(other);
        return ours == null || theirs == null ? null : Ratio.of(ours, theirs);
    }

    /** What is not as fast as it should be. */
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        Ratio client = ratio(Contender.CLIENT);
        if (client != null && client.median() < operation.least()) {
            missed.add(String.format(
                    Locale.ROOT,
                    "%s %.2f of the bare client instead of %.2f",
                    title(),
                    client.median(),
                    operation.least()));
        }
        Ratio peer = ratio(Contender.PEER);
        if (peer != null && peer.median() < 1) {
            missed.add(String.format(Locale.ROOT, "%s %.2f of the peer", title(), peer.median()));
        }
        return missed;
    }
}
