// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.mapdb.DataInput2;
import org.mapdb.DataOutput2;
import org.mapdb.Serializer;

/**
 * How records are laid out: plain numbers and bytes, never objects that reading could bring to life. A record that cannot be
 * one is refused before memory is taken for what it claims to hold.
 */
final class Format {

    /** What an entry's record holds besides the value. */
    static final int ENTRY_HEAD = 2 * Long.BYTES;

    private static final int VERSION = 1;
    private static final int LONGEST_NAME = 1_024;

    static final Serializer<String> KEY = new Serializer<>() {
        @Override
        public void serialize(DataOutput2 out, String key) throws IOException {
            writeName(out, key);
        }

        @Override
        public String deserialize(DataInput2 in, int available) throws IOException {
            return readName(in);
        }

        @Override
        public int hashCode(String key, int seed) {
            return spread(key);
        }
    };

    static final Serializer<Entry> ENTRY = new Serializer<>() {
        @Override
        public void serialize(DataOutput2 out, Entry entry) throws IOException {
            out.writeLong(entry.keptUntil());
            out.writeLong(entry.number());
            out.write(entry.value());
        }

        @Override
        public Entry deserialize(DataInput2 in, int available) throws IOException {
            if (available < ENTRY_HEAD) {
                throw new IOException("an entry of " + available + " bytes");
            }
            long keptUntil = in.readLong();
            long number = in.readLong();
            byte[] value = new byte[available - ENTRY_HEAD];
            in.readFully(value);
            return new Entry(keptUntil, number, value);
        }
    };

    /** A directory of a tree without anything in it, as MapDB writes it. */
    static final Serializer<Integer> EMPTY_TREE = new Serializer<>() {
        @Override
        public void serialize(DataOutput2 out, Integer bits) throws IOException {
            out.writeLong(0);
            out.writeLong(0);
        }

        @Override
        public Integer deserialize(DataInput2 in, int available) throws IOException {
            throw new IOException("only written, never read by this");
        }
    };

    /** What the store's first record holds: by namespace, the numbers of its {@link RegionEntries#state()}. */
    static final Serializer<Map<String, long[]>> CATALOG = new Serializer<>() {
        @Override
        public void serialize(DataOutput2 out, Map<String, long[]> regions) throws IOException {
            out.writeInt(VERSION);
            out.writeInt(regions.size());
            for (Map.Entry<String, long[]> region : regions.entrySet()) {
                writeName(out, region.getKey());
                for (long number : region.getValue()) {
                    out.writeLong(number);
                }
            }
        }

        @Override
        public Map<String, long[]> deserialize(DataInput2 in, int available) throws IOException {
            int version = in.readInt();
            if (version != VERSION) {
                throw new IOException("written in version " + version + " of the format, not " + VERSION);
            }
            Map<String, long[]> regions = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                long[] state = new long[RegionEntries.STATE];
                String namespace = readName(in);
                for (int i = 0; i < state.length; i++) {
                    state[i] = in.readLong();
                }
                regions.put(namespace, state);
            }
            return regions;
        }
    };

    private Format() {}

    /** The hash of a key. The upper four bits choose the part of a region, the others the place in it. */
    static int spread(String key) {
        int hash = key.hashCode() * 0x9E37_79B9;
        return hash ^ (hash >>> 15);
    }

    private static void writeName(DataOutput2 out, String name) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        out.packInt(bytes.length);
        out.write(bytes);
    }

    private static String readName(DataInput2 in) throws IOException {
        int length = in.unpackInt();
        if (length < 0 || length > LONGEST_NAME) {
            throw new IOException("a name of " + length + " characters");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
