// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was asked for on the command line; {@code dev/bench --help} tells the rest. */
record Order(
        List<StoreKind> kinds,
        boolean quick,
        String only,
        @Nullable Path out,
        List<String> words) {

    static final List<Integer> THREADS = List.of(1, 8);

    private static final String ALL = "stores";

    static Order parse(String... words) {
        Iterator<String> rest = List.of(words).iterator();
        String first = rest.hasNext() ? rest.next() : "";
        List<StoreKind> kinds = first.equals(ALL) ? List.of(StoreKind.values()) : List.of(StoreKind.named(first));
        boolean quick = false;
        String only = "";
        Path out = null;
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--quick" -> quick = true;
                case "--only" -> only = valueOf(word, rest);
                case "--out" -> out = Path.of(valueOf(word, rest));
                default -> throw new IllegalArgumentException("unknown option '" + word + "'");
            }
        }
        Pattern.compile(only);
        Order order = new Order(kinds, quick, only, out, List.of(words));
        if (!order.wantsRegeneration() && titles().noneMatch(order::wants)) {
            throw new IllegalArgumentException("nothing matches --only '" + only + "'; there are "
                    + titles().collect(Collectors.joining("; ")) + "; " + StoreBench.REGENERATION);
        }
        return order;
    }

    private static Stream<String> titles() {
        return THREADS.stream()
                .flatMap(threads ->
                        Arrays.stream(StoreOperation.values()).map(operation -> Measured.title(operation, threads)));
    }

    private static String valueOf(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    boolean wants(String title) {
        return Pattern.compile(only, Pattern.CASE_INSENSITIVE).matcher(title).find();
    }

    /** Takes long, and has no limit: part of what is complete or asked for. */
    boolean wantsRegeneration() {
        return wants(StoreBench.REGENERATION) && (!quick || !only.isEmpty());
    }

    Harness.Effort effort() {
        return quick ? Harness.Effort.QUICK : Harness.Effort.FULL;
    }

    /** Only a complete run replaces the report that is kept. */
    Path report() {
        if (out != null) {
            return out;
        }
        boolean complete = !quick && only.isEmpty() && kinds.size() == StoreKind.values().length;
        return Path.of("benchmarks", complete ? "RESULTS-stores.md" : "target/RESULTS-stores.md");
    }
}
