// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How the commands of a server's text protocol read. Immutable. */
sealed interface Dialect permits MetaDialect, StockDialect {

    /**
     * An item to store.
     *
     * @param key its key in the store
     * @param seconds how long the store keeps it, 0 for as long as there is room
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    record Item(String key, int seconds, byte[] value) {}

    /** Keys in one command: some proxies have short buffers for a line. */
    int KEYS = 50;

    /** Reads one item. */
    Exchange<Answers> get(String key);

    /**
     * Reads those items that are there, of different keys. In either dialect by the stock command, which takes many keys and
     * brings the versions along: a pipeline of meta commands costs the server one for each key, and no less here.
     */
    default Exchange<Answers> getAll(List<String> keys) {
        StringBuilder request = new StringBuilder(keys.size() * 64);
        int commands = 0;
        for (int from = 0; from < keys.size(); from += KEYS) {
            List<String> some = keys.subList(from, Math.min(keys.size(), from + KEYS));
            request.append("gets ").append(String.join(" ", some)).append("\r\n");
            commands++;
        }
        return new Exchange<>(ascii(request.toString()), Answers.stock(keys, commands));
    }

    /** Stores unconditionally. */
    Exchange<Answers> put(Item item);

    /** Stores each item unconditionally. */
    Exchange<Answers> putAll(List<Item> items);

    /** Stores where nothing is. */
    Exchange<Answers> add(Item item);

    /** Stores in the place of that version. */
    Exchange<Answers> replace(Item item, long cas);

    /** Removes whatever is there. */
    Exchange<Answers> remove(String key);

    /** Removes whatever is there under each key. */
    Exchange<Answers> removeAll(List<String> keys);

    /** Removes that version. */
    Exchange<Answers> remove(String key, long cas);

    /** Adds to a number, and answers the sum. */
    default Exchange<Answers> increment(String key, long by) {
        return one("incr " + key + " " + by + "\r\n");
    }

    /**
     * The dialect of a server that gave these answers to {@code version} and {@code mn}. Meta commands existed before 1.6.18,
     * but with other names of flags and answers; and not all that claim a version are memcached.
     */
    static Dialect of(String version, boolean knowsMeta) {
        String[] parts = version.replaceFirst("^VERSION ", "").split("[^0-9]+", -1);
        if (!knowsMeta || parts.length < 3) {
            return new StockDialect();
        }
        long number = 0;
        for (int i = 0; i < 3; i++) {
            number = 1_000 * number + (parts[i].isEmpty() || parts[i].length() > 3 ? 0 : Integer.parseInt(parts[i]));
        }
        return number >= 1_006_018 ? new MetaDialect() : new StockDialect();
    }

    /** Asks what {@link #of} wants to know. */
    static Exchange<Probe> probe() {
        return new Exchange<>(ascii("version\r\nmn\r\n"), new Probe());
    }

    static Exchange<Answers> one(String command) {
        return new Exchange<>(ascii(command), Answers.each(1));
    }

    static Exchange<Answers> one(String header, byte[] value) {
        byte[] bytes = new byte[header.length() + value.length + 2];
        byte[] head = ascii(header);
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(value, 0, bytes, head.length, value.length);
        bytes[bytes.length - 2] = '\r';
        bytes[bytes.length - 1] = '\n';
        return new Exchange<>(bytes, Answers.each(1));
    }

    static void append(ByteArrayOutputStream out, String header, byte[] value) {
        out.writeBytes(ascii(header));
        out.writeBytes(value);
        out.write('\r');
        out.write('\n');
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The answers to {@code version} and {@code mn}. */
    final class Probe implements Replies {

        private String version = "";
        private boolean meta;
        private int lines;

        @Override
        public int line(Line line) {
            if (lines++ == 0) {
                version = line.toString();
            } else {
                meta = line.isCode('M', 'N');
            }
            return NO_BLOCK;
        }

        @Override
        public boolean isComplete() {
            return lines == 2;
        }

        Dialect dialect() {
            return of(version, meta);
        }
    }
}
