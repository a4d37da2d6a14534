// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was asked for on the command line; {@code dev/bench --help} tells the rest. */
record Arguments(
        boolean quick,
        @Nullable Pattern only,
        List<Peer> peers,
        @Nullable Path out,
        List<String> words) {
    static final String EMPTY_CACHE = "heap of an empty cache";
    static final String FIRST_PUT = "first put";
    static final String STAMPEDE = "stampede";

    static Arguments parse(String... words) {
        boolean quick = false;
        Pattern only = null;
        List<Peer> peers = List.of(Peer.values());
        Path out = null;
        Iterator<String> rest = List.of(words).iterator();
        if (!rest.hasNext() || !rest.next().equals("heap")) {
            throw new IllegalArgumentException("the first word says what to measure: heap");
        }
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--quick" -> quick = true;
                case "--only" -> only = Pattern.compile(valueOf(word, rest), Pattern.CASE_INSENSITIVE);
                case "--peers" ->
                    peers = Arrays.stream(valueOf(word, rest).split(","))
                            .map(Peer::named)
                            .distinct()
                            .sorted()
                            .toList();
                case "--out" -> out = Path.of(valueOf(word, rest));
                default -> throw new IllegalArgumentException("unknown option '" + word + "'");
            }
        }
        Arguments arguments = new Arguments(quick, only, peers, out, List.of(words));
        if (arguments.titles().noneMatch(arguments::wants)) {
            throw new IllegalArgumentException("nothing matches --only '" + only + "'; there are "
                    + arguments.titles().collect(Collectors.joining("; ")));
        }
        return arguments;
    }

    /** Of everything that can be measured. */
    private Stream<String> titles() {
        return Stream.of(
                        effort().workloads().stream().map(Workload::title),
                        Arrays.stream(Expiry.values()).map(Arguments::heapOf),
                        Stream.of(EMPTY_CACHE, FIRST_PUT, STAMPEDE))
                .flatMap(titles -> titles);
    }

    static String heapOf(Expiry expiry) {
        return "heap of an entry, " + expiry.title();
    }

    boolean wants(String title) {
        return only == null || only.matcher(title).find();
    }

    boolean wants(Peer peer) {
        return peers.contains(peer);
    }

    /** The peers that have a column of their own. */
    List<Peer> columns() {
        return peers.stream().filter(peer -> peer != Peer.MAP).toList();
    }

    Effort effort() {
        return quick ? Effort.quick() : Effort.full();
    }

    /** Only a complete run replaces the report that is kept. */
    Path report() {
        if (out != null) {
            return out;
        }
        boolean complete = !quick && only == null && peers.size() == Peer.values().length;
        return Path.of("benchmarks", complete ? "RESULTS.md" : "target/RESULTS.md");
    }

    private static String valueOf(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }
}
