// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The Markdown document. */
final class Report {
    private static final String INTRODUCTION = """
            Written by `dev/bench`; do not edit. Everything goes through the `javax.cache` API, and every cache is made from the same
            `MutableConfiguration`. Ratios are ours divided by the other: above 1 is better for operations a second, below 1 for
            bytes and milliseconds. The limit is a bare `ConcurrentHashMap`, which keeps references and for ever, whatever the row asks
            of a cache. `±` is half the distance between the slowest and the fastest of all measured intervals, where it is 5 % or more.
            """;

    private final StringBuilder text = new StringBuilder();

    Report(String command, String date, Machine machine, Effort effort, List<Peer> peers) {
        text.append("# Benchmarks\n\n").append(INTRODUCTION).append('\n');
        List<String> facts = new ArrayList<>();
        facts.add("command: `dev/bench " + command + "`");
        facts.add("date: " + date);
        facts.add("machine: " + machine);
        facts.add("settings: " + effort);
        peers.forEach(peer -> facts.add(peer.title() + ": " + peer.version()));
        facts.forEach(fact -> text.append("* ").append(fact).append('\n'));
    }

    void section(String title, String note, String body) {
        text.append(String.format(Locale.ROOT, "%n## %s%n%n%s%n%n%s", title, note, body));
    }

    String markdown() {
        return text.toString();
    }
}
