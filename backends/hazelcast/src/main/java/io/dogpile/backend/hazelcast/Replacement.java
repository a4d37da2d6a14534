// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Compare and set with a time to live, in one operation on the member that owns the key.
 *
 * <p>Written by Hazelcast's own means, not by Java serialisation, so that a member whose deserialisation filter knows nothing of
 * this class takes it too. Used by one operation at a time.
 */
final class Replacement implements EntryProcessor<String, byte[], @Nullable Object>, DataSerializable {

    private static final long serialVersionUID = 1L;
    static final byte FORMAT = 1;

    private byte @Nullable [] expected;
    private byte @Nullable [] update;
    private int ttlSeconds;
    private transient boolean written;

    /** For Hazelcast, which fills it. */
    @SuppressWarnings("unused")
    Replacement() {}

    Replacement(byte @Nullable [] expected, byte @Nullable [] update, int ttlSeconds) {
        this.expected = expected;
        this.update = update;
        this.ttlSeconds = ttlSeconds;
    }

    /** Returns true if it is done; else the bytes that are there, or null. */
    @Override
    public @Nullable Object process(Map.Entry<String, byte[]> entry) {
        byte[] current = entry.getValue();
        written = Arrays.equals(current, expected);
        if (written) {
            Assignment.assign(entry, update, ttlSeconds);
        }
        // Values are unique: one that is there was put there by this operation, which Hazelcast repeats
        // after the death of a member that had done it and not answered.
        boolean done = written || (update != null && Arrays.equals(current, update));
        return done ? true : current;
    }

    /** Backups are told the outcome; they do not compare. */
    @Override
    public @Nullable EntryProcessor<String, byte[], @Nullable Object> getBackupProcessor() {
        return written ? new Assignment(update, ttlSeconds) : null;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeByte(FORMAT);
        out.writeByteArray(expected);
        out.writeByteArray(update);
        out.writeInt(ttlSeconds);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        requireFormat(in.readByte());
        expected = in.readByteArray();
        update = in.readByteArray();
        ttlSeconds = in.readInt();
    }

    static void requireFormat(byte format) {
        if (format != FORMAT) {
            throw new HazelcastSerializationException("format " + format + " of a newer dogpile-backend-hazelcast; this"
                    + " member's reads format " + FORMAT);
        }
    }

    /** What a replacement has written on the member that owns the key, for the backups. */
    static final class Assignment implements EntryProcessor<String, byte[], @Nullable Object>, DataSerializable {

        private static final long serialVersionUID = 1L;

        private byte @Nullable [] value;
        private int ttlSeconds;

        /** For Hazelcast, which fills it. */
        @SuppressWarnings("unused")
        Assignment() {}

        Assignment(byte @Nullable [] value, int ttlSeconds) {
            this.value = value;
            this.ttlSeconds = ttlSeconds;
        }

        @Override
        public Object process(Map.Entry<String, byte[]> entry) {
            assign(entry, value, ttlSeconds);
            return true;
        }

        @SuppressWarnings("NullAway") // Hazelcast takes a null for a removal; its interfaces carry no annotations.
        static void assign(Map.Entry<String, byte[]> entry, byte @Nullable [] value, int ttlSeconds) {
            if (value == null || ttlSeconds == TimeToLive.NONE) {
                entry.setValue(value);
            } else {
                ((ExtendedMapEntry<String, byte[]>) entry).setValue(value, ttlSeconds, TimeUnit.SECONDS);
            }
        }

        @Override
        public void writeData(ObjectDataOutput out) throws IOException {
            out.writeByte(FORMAT);
            out.writeByteArray(value);
            out.writeInt(ttlSeconds);
        }

        @Override
        public void readData(ObjectDataInput in) throws IOException {
            requireFormat(in.readByte());
            value = in.readByteArray();
            ttlSeconds = in.readInt();
        }
    }
}
