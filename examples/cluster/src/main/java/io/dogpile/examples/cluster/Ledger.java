// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.cluster;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What all processes have said, added up; and the killing of the one that is just making a value. Thread-safe. */
final class Ledger {

    private final LongSupplier nanoTime;
    private @Nullable LongConsumer killer;
    private @Nullable Duration takeover;
    private long killed;
    private long killedNanos;
    private long loads;
    private long generations;
    private Report second = Report.NOTHING;
    private Report all = Report.NOTHING;

    Ledger(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes down a line that a process said. */
    synchronized void heard(long pid, String line) {
        if (line.equals("@loading")) {
            loading(pid);
        } else if (line.equals("@loaded")) {
            generations++;
        } else if (line.startsWith("@second ")) {
            second = second.and(Report.parse(line.substring("@second ".length())));
        } else {
            System.err.println(line);
        }
    }

    private void loading(long pid) {
        loads++;
        LongConsumer kill = killer;
        if (kill != null) {
            killer = null;
            killed = pid;
            kill.accept(pid);
            killedNanos = nanoTime.getAsLong();
        } else if (killed != 0 && takeover == null) {
            takeover = Duration.ofNanos(nanoTime.getAsLong() - killedNanos);
        }
    }

    /** Has the next process killed that begins to make a value: it holds the lease then. */
    synchronized void killNext(LongConsumer kill) {
        killer = kill;
    }

    /** The process that was killed; 0 if none was. */
    synchronized long killed() {
        return killed;
    }

    /** How long after its death another process began to make the value; null if none has. */
    synchronized @Nullable Duration takeover() {
        return takeover;
    }

    /** Queries that began. */
    synchronized long loads() {
        return loads;
    }

    /** Values that were made. */
    synchronized long generations() {
        return generations;
    }

    /** What was reported since this was asked last. */
    synchronized Report second() {
        Report report = second;
        all = all.and(report);
        second = Report.NOTHING;
        return report;
    }

    /** What was reported in all, until {@link #second} was asked last. */
    synchronized Report all() {
        return all;
    }
}
