// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The time as the member has it that owns a certain key of a map, the same key for all processes.
 *
 * <p>Not the cluster's time that Hazelcast tells: that is off by as long as the master's message was on its way, or its receiver
 * stood still, until the next one; and a client has none. Where the members do not have our class, there is none here
 * either. Thread-safe.
 */
final class MemberTime {

    /** No key of an entry, as these have no blanks. */
    private static final String KEY = "the time of";

    private final MapCalls calls;
    private volatile boolean membersLackOurClass;

    MemberTime(MapCalls calls) {
        this.calls = calls;
    }

    /**
     * Asks and waits.
     *
     * @throws io.dogpile.backend.BackendException if there is no answer
     */
    long ask() {
        try {
            return calls.<Long>write("clock", map -> map.executeOnKey(KEY, new Reading()));
        } catch (RuntimeException e) {
            notice(e);
            throw e;
        }
    }

    /** Asks without waiting; null if that is in vain. */
    @Nullable
    CompletionStage<Long> tell() {
        CompletionStage<Long> told =
                membersLackOurClass ? null : calls.begin(map -> map.submitToKey(KEY, new Reading()));
        return told == null
                ? null
                : told.whenComplete((time, failure) -> {
                    if (failure != null) {
                        notice(failure);
                    }
                });
    }

    private void notice(Throwable failure) {
        if (Replacing.isLackOf(Reading.class, failure)) {
            membersLackOurClass = true;
        }
    }

    /** Reads a member's clock. Changes nothing, and stores nothing under the key. Written as {@link Replacement} is. */
    static final class Reading implements EntryProcessor<String, byte[], Long>, DataSerializable, ReadOnly {

        private static final long serialVersionUID = 1L;

        /** For Hazelcast too. */
        Reading() {}

        @Override
        public Long process(Map.Entry<String, byte[]> entry) {
            return System.currentTimeMillis();
        }

        @Override
        public @Nullable EntryProcessor<String, byte[], Long> getBackupProcessor() {
            return null;
        }

        @Override
        public void writeData(ObjectDataOutput out) throws IOException {
            out.writeByte(Replacement.FORMAT);
        }

        @Override
        public void readData(ObjectDataInput in) throws IOException {
            Replacement.requireFormat(in.readByte());
        }
    }
}
