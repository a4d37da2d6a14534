// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Terms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Generations as the bytes of a region's record; {@code docs/format.md} describes them. */
final class GenerationBytes {

    private static final int VERSION = 1;

    private GenerationBytes() {}

    static byte[] of(Generations generations) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(generations.current());
            write(out, generations.floor());
            out.writeShort(generations.tags().size());
            for (Map.Entry<String, Generations.Floor> tag : generations.tags().entrySet()) {
                out.writeUTF(tag.getKey());
                write(out, tag.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory has no end", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Generations.Floor floor) throws IOException {
        out.writeLong(floor.freshFrom());
        out.writeLong(floor.validFrom());
    }

    /** What the bytes say; null if they say nothing that can be true. Bytes after the end are of a later release. */
    static @Nullable Generations read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return null;
            }
            long current = in.readLong();
            if (current < 0 || current >= Terms.IMPOSSIBLE_GENERATION) {
                return null;
            }
            Generations.Floor floor = floor(in, current);
            int count = in.readUnsignedShort();
            Map<String, Generations.Floor> tags = new HashMap<>();
            for (int i = 0; i < count; i++) {
                tags.put(in.readUTF(), floor(in, current));
            }
            return new Generations(current, floor, tags);
        } catch (IOException e) {
            return null;
        }
    }

    private static Generations.Floor floor(DataInputStream in, long current) throws IOException {
        long freshFrom = in.readLong();
        long validFrom = in.readLong();
        if (validFrom < 0 || validFrom > freshFrom || freshFrom > current) {
            throw new IOException("bounds out of order");
        }
        return new Generations.Floor(freshFrom, validFrom);
    }
}
