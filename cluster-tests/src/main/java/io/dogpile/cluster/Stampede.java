// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Many threads in several JVMs want one key whose value expires again and again; a process apart counts the loads.
 *
 * <p>The command {@code dev/stampede}. Exits with 0 if all was within the limits, 1 if not, 2 if it cannot do what it is asked for.
 */
public final class Stampede {

    private static final String USAGE = """
            usage: dev/stampede --backend BACKEND [--jvms 4] [--threads 8] [--seconds 30] [--kill N] [--pause N]

            Starts the real server of BACKEND (redis, memcached, hazelcast, hazelcast-client, or tiered: the heap over Redis) on a
            free port, JVMs that read one key of a read-through cache over it (expiry 1 s, load 100 ms, nothing stale), and an
            origin in a process of its own that their loaders ask over TCP. A thread reads every 5 ms.

              --jvms N       how many JVMs read
              --threads N    how many threads read in each
              --seconds N    how long, after 4 s to warm up; longer if the faults take longer
              --kill N       N times, kills (-9) the process that holds the lease while it loads, and starts it again
              --pause N      N times, stops the process that holds the lease while it loads, for twice the lease

            A generation begins with a load, and ends when the value of its latest load has expired, counted from when the process
            that asked had the value. It does not end while nobody has the value. Each load of a generation after its
            first is extra. (A load that comes in the last 5 % of the lifetime counts for the next generation: clocks differ.)
            Wake-up: from when the loader had the value, which is before it is stored, until a reader that was waiting before that,
            in whichever process, has it. The thread that loaded does not count.
            Stale overwrite: a value is seen by a read that began after another process had read the value of a later load. Whoever
            waits for a load that was overtaken meanwhile gets its value, as is right; that is not seen in the store.
            Hang: a read that took longer than the wait limit (5 s).
            With faults the lease lasts 1 s, without them 3 s as by default, and one operation of the store may take 10 s then, not
            1 s, lest a busy machine be taken for an outage. Takeover: from the fault to the next load. With hazelcast
            the JVMs are the store themselves, and a fault takes a part of it away for a while: loads that found the store away,
            and stored nothing, are counted apart then, and a takeover may take the store's time-out (1 s) longer.

            The last line is the result. The exit code is 0 only if all limits were kept; they are printed before.""";

    private static final Duration WARM_UP = Duration.ofSeconds(4);

    private Stampede() {}

    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        int result;
        try {
            result = run(plan(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("dev/stampede: " + e.getMessage());
            result = 2;
        }
        System.exit(result);
    }

    private static int run(StampedePlan plan) {
        try (StampedeRun run = new StampedeRun(plan)) {
            try {
                StampedeResult result = run.run();
                List<String> wrongs = new ArrayList<>(result.wrongs(plan));
                wrongs.addAll(result.delays(plan));
                if (!wrongs.isEmpty()) {
                    System.err.println(run.log());
                }
                System.out.println(result.waits() + " waits measured; " + StampedeResult.limits(plan));
                System.out.println(wrongs.isEmpty() ? "all limits kept" : "NOT KEPT: " + String.join(", ", wrongs));
                if (plan.isFaulty()) {
                    System.out.println(result.unstored() + " loads found the store away");
                    System.out.println(result.faults());
                }
                System.out.println(result.summary(plan));
                return wrongs.isEmpty() ? 0 : 1;
            } catch (AssertionError | IllegalStateException e) {
                System.err.println(run.log());
                System.err.println("dev/stampede: " + e.getMessage());
                return 1;
            }
        }
    }

    private static StampedePlan plan(String[] arguments) {
        String backend = "";
        int jvms = 4;
        int threads = 8;
        int seconds = 30;
        int kills = 0;
        int pauses = 0;
        for (int i = 0; i < arguments.length; i += 2) {
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            switch (arguments[i]) {
                case "--backend" -> backend = value;
                case "--jvms" -> jvms = number(arguments[i], value);
                case "--threads" -> threads = number(arguments[i], value);
                case "--seconds" -> seconds = number(arguments[i], value);
                case "--kill" -> kills = number(arguments[i], value);
                case "--pause" -> pauses = number(arguments[i], value);
                default -> throw new IllegalArgumentException("unknown option " + arguments[i] + ": see --help");
            }
        }
        return new StampedePlan(kind(backend), jvms, threads, WARM_UP, seconds, kills, pauses);
    }

    private static StoreKind kind(String backend) {
        if (backend.startsWith("mapdb")) {
            throw new IllegalArgumentException(
                    "a MapDB store belongs to one process, so several JVMs cannot share it: there is no stampede to show");
        }
        return StoreKind.named(backend)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--backend must be one of " + List.of(StoreKind.values()) + ", not '" + backend + "'"));
    }

    private static int number(String option, String value) {
        OptionalInt number = value.matches("\\d{1,6}") ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
        return number.orElseThrow(() -> new IllegalArgumentException(option + " takes a number, not '" + value + "'"));
    }
}
