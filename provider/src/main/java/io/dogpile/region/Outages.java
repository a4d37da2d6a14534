// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.BackendException;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import io.dogpile.codec.DecodeFailure;
import io.dogpile.config.OnBackendFailure;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Failures of the backend: whether a read goes on without it, how often that happened, and a word about it now and then. */
final class Outages {

    private static final Terms NOTHING = new Terms(0, 0, 0, 0, -1);

    /** The backend is away, for all keys. */
    private static final Stored<?> UNTOLD = new Stored<>(null, NOTHING, 0);

    /** The backend will not do it for this key. */
    private static final Stored<?> REFUSED = new Stored<>(null, NOTHING, 0);

    private final String region;
    private final boolean survivable;
    private final Journal<?> journal;
    private final QuietLog untoldLog;
    private final QuietLog droppedLog;
    private final QuietLog undecodableLog;

    Outages(String region, OnBackendFailure policy, Journal<?> journal, LongSupplier nanos) {
        this.region = region;
        this.survivable = policy == OnBackendFailure.LOAD;
        this.journal = journal;
        this.untoldLog = new QuietLog(nanos);
        this.droppedLog = new QuietLog(nanos);
        this.undecodableLog = new QuietLog(nanos);
    }

    /**
     * The backend has failed a reader, who goes on as if it held nothing.
     *
     * @param failure what was thrown: a {@link BackendException}, or what a proxy around the backend made of one
     * @throws RuntimeException the failure, if it is another one or readers are not to go on
     */
    void survive(RuntimeException failure) {
        requireOutage(failure);
        journal.backendFailed(failure);
        if (!survivable) {
            throw failure;
        }
        tell(untoldLog, "reads go on without it", failure);
    }

    /** What stands for something that the backend failed to tell a reader, who goes on: it counts as absent. */
    @SuppressWarnings("unchecked") // It has no value.
    <V> Stored<V> untold(RuntimeException failure) {
        survive(failure);
        return (Stored<V>) (isOfOneKey(failure) ? REFUSED : UNTOLD);
    }

    private static boolean isOfOneKey(RuntimeException failure) {
        Throwable thrown = failure instanceof BackendException ? failure : failure.getCause();
        return thrown instanceof BackendException known
                && switch (known.kind()) {
                    case TOO_LARGE, REJECTED -> true;
                    case UNAVAILABLE, UNKNOWN -> false;
                };
    }

    /** The same for many keys. */
    <K, V> Map<K, Stored<V>> untold(Collection<? extends K> keys, RuntimeException failure) {
        Stored<V> untold = untold(failure);
        Map<K, Stored<V>> all = new HashMap<>();
        keys.forEach(key -> all.put(key, untold));
        return all;
    }

    /** Whether the backend failed to tell what is there: whoever goes on had better not ask it again at once. */
    @SuppressWarnings("ReferenceEquality") // There is only one of each.
    static boolean isUntold(@Nullable Stored<?> seen) {
        return seen == UNTOLD || seen == REFUSED;
    }

    /** Whether it had better not be asked for other keys either: it may keep each caller waiting. */
    @SuppressWarnings("ReferenceEquality") // There is only one.
    static boolean isAway(@Nullable Stored<?> seen) {
        return seen == UNTOLD;
    }

    static void requireOutage(RuntimeException failure) {
        if (!(failure instanceof BackendException || failure.getCause() instanceof BackendException)) {
            throw failure;
        }
    }

    /** A value that was made could not be stored; whoever asked for it has it all the same. */
    void dropped(RuntimeException failure) {
        requireOutage(failure);
        journal.backendFailed(failure);
        journal.counters().notStored.increment();
        tell(droppedLog, "a value that was made is not stored", failure);
    }

    /** Stored bytes are no value. */
    void undecodable(DecodeFailure reason, String detail) {
        journal.undecodable(reason, detail);
        undecodableLog.warn("region '{}': a stored value counts as absent ({}): {}", region, reason, detail);
    }

    private void tell(QuietLog log, String consequence, RuntimeException failure) {
        log.warn("region '{}': the backend failed, and {}: {}", region, consequence, failure.getMessage());
    }
}
