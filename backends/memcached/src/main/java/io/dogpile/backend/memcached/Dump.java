// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The answer to {@code lru_crawler metadump}: a line for each item on the server, of which those with a prefix are kept. */
final class Dump implements Replies {

    private static final String KEY = "key=";

    private final String prefix;
    private final Set<String> items = new LinkedHashSet<>();
    private volatile int lines;
    private volatile boolean complete;
    private String refusal = "";

    private Dump(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Asks for a dump.
     *
     * @param what {@code hash} for a walk over the table, which servers before 1.5.20 do not know, or {@code all}
     */
    static Exchange<Dump> of(String what, String prefix) {
        return new Exchange<>(Dialect.ascii("lru_crawler metadump " + what + "\r\n"), new Dump(prefix));
    }

    /** How many lines have come; more of them are a sign of life. */
    int lines() {
        return lines;
    }

    List<String> items() {
        return new ArrayList<>(items);
    }

    /** Why there is no dump; empty if there is one. */
    String refusal() {
        return refusal;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes it.
    public int line(Line line) throws IOException {
        lines++;
        if (line.startsWith(KEY)) {
            keep(line.text(KEY.length(), line.afterSpace(KEY.length()) - 1));
        } else {
            refusal = line.startsWith("END") ? "" : line.toString();
            complete = true;
        }
        return NO_BLOCK;
    }

    /** Names come with percent signs for most of what is no letter. */
    private void keep(String escaped) {
        String item = escaped.indexOf('%') < 0
                ? escaped
                : URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
        if (item.startsWith(prefix)) {
            items.add(item);
        }
    }

    @Override
    public boolean isComplete() {
        return complete;
    }
}
