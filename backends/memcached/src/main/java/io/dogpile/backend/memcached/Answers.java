// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers to one or many commands of storage, retrieval and deletion, in the meta dialect as well as in the stock one. */
final class Answers implements Replies {

    /** What a command came to. */
    enum Status {
        /** It was done; for a read, perhaps without finding anything. */
        DONE,
        /** Nothing is there. */
        ABSENT,
        /** Something else is there than what was expected. */
        CHANGED,
        /** Something is there already. */
        PRESENT,
        /** The server refused; {@link Answers#refusal} says why. */
        REFUSED
    }

    /**
     * An item that was found.
     *
     * @param index which of the keys asked for
     * @param cas the server's number of this version
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    record Found(int index, long cas, byte[] bytes) {}

    private final boolean quiet;
    private final List<String> keys;
    private final List<Found> found;
    private int pending;
    private Status status = Status.DONE;
    private @Nullable String refusal;
    private String text = "";
    private int index;
    private long cas;
    private long stored;
    private boolean stock;

    private Answers(boolean quiet, int pending, List<String> keys) {
        this.quiet = quiet;
        this.pending = pending;
        this.keys = keys;
        this.found = new ArrayList<>(Math.max(1, keys.size()));
    }

    /** One answer to each of some commands, of which a single one may have an item in its. */
    static Answers each(int commands) {
        return new Answers(false, commands, List.of());
    }

    /** Answers to a quiet pipeline, of which only what is remarkable comes before the answer to a closing {@code mn}. */
    static Answers quiet() {
        return new Answers(true, 1, List.of());
    }

    /** Answers to stock reads, which come in the order of the keys and leave out what is not there. */
    static Answers stock(List<String> keys, int commands) {
        return new Answers(false, commands, keys);
    }

    List<Found> found() {
        return found;
    }

    /** What the last command came to, or that any of many was refused. */
    Status status() {
        return refusal == null ? status : Status.REFUSED;
    }

    /** Why the server refused, in its words; null if it did not. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** The server's number of the version that was stored; 0 if it was not told. */
    long stored() {
        return stored;
    }

    /** The last line, unless it was nothing but a code. */
    String text() {
        return text;
    }

    @Override
    public boolean isComplete() {
        return pending == 0;
    }

    @Override
    public int line(Line line) throws IOException {
        if (line.isCode('V', 'A')) {
            return metaItem(line);
        }
        if (line.startsWith("VALUE ")) {
            return stockItem(line);
        }
        status = statusOf(line);
        if (!quiet || line.isCode('M', 'N')) {
            pending--;
        }
        return NO_BLOCK;
    }

    /** {@code VA size cVersion}, in answer to a command that asked for one item. */
    private int metaItem(Line line) throws IOException {
        int version = line.afterSpace(line.afterSpace(0));
        if (!keys.isEmpty() || version >= line.length() || line.at(version) != 'c') {
            throw new IOException("an item that was not asked for");
        }
        cas = line.number(version + 1);
        return line.size(3);
    }

    /** {@code VALUE key flags size [cas]}. */
    private int stockItem(Line line) throws IOException {
        index = stock ? index + 1 : 0;
        stock = true;
        int flags = line.afterSpace(6);
        int size = line.afterSpace(flags);
        int version = line.afterSpace(size);
        String key = line.text(6, flags - 1);
        while (index < keys.size() && !keys.get(index).equals(key)) {
            index++;
        }
        if (index >= keys.size()) {
            throw new IOException("an item that was not asked for");
        }
        cas = version < line.length() ? line.number(version) : 0;
        return line.size(size);
    }

    @Override
    public void block(byte[] bytes) {
        found.add(new Found(index, cas, bytes));
        if (!stock && !quiet) {
            status = Status.DONE;
            pending--;
        }
    }

    private Status statusOf(Line line) throws IOException {
        if (line.isCode('H', 'D')) {
            stored = line.length() > 3 && line.at(3) == 'c' ? line.number(4) : 0;
            return Status.DONE;
        }
        if (line.isCode('M', 'N')) {
            return Status.DONE;
        }
        if (line.isCode('E', 'N') || line.isCode('N', 'F')) {
            return Status.ABSENT;
        }
        if (line.isCode('E', 'X')) {
            return Status.CHANGED;
        }
        if (line.isCode('N', 'S')) {
            return Status.PRESENT;
        }
        text = line.toString();
        return switch (text) {
            case "END", "STORED", "DELETED", "OK" -> Status.DONE;
            case "NOT_FOUND" -> Status.ABSENT;
            case "EXISTS" -> Status.CHANGED;
            case "NOT_STORED" -> Status.PRESENT;
            default -> other();
        };
    }

    private Status other() {
        if (text.startsWith("VERSION ") || (!text.isEmpty() && Character.isDigit(text.charAt(0)))) {
            return Status.DONE;
        }
        refusal = refusal == null ? text : refusal;
        return Status.REFUSED;
    }
}
