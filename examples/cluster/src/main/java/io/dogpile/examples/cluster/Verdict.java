// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether what is promised was kept.
 *
 * @param loads queries that began
 * @param generations values that were made
 * @param expectedDeaths how many processes were to be killed while they made one
 * @param deaths how many were: none if nobody made a value any more
 * @param takeover how long after that another one began; of no meaning without a death
 * @param atMost how long that may be
 * @param all what all processes saw
 */
record Verdict(
        long loads,
        long generations,
        long expectedDeaths,
        long deaths,
        Duration takeover,
        Duration atMost,
        Report all) {

    /** What was broken; nothing if all is well. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        // The last one may still be on its way.
        if (loads > generations + deaths + 1) {
            broken.add("more than one load for each generation and death");
        }
        if (deaths < expectedDeaths) {
            broken.add("no takeover was shown: nobody began to make a value who could have been killed");
        }
        if (deaths > 0 && takeover.compareTo(atMost) > 0) {
            broken.add("nobody took over within " + atMost.toMillis() + " ms");
        }
        if (all.failed() > 0) {
            broken.add(all.failed() + " reads failed");
        }
        if (generations == 0 || all.reads() == 0) {
            broken.add("nothing happened");
        }
        return broken;
    }

    @Override
    public String toString() {
        String story = String.format(
                Locale.ROOT,
                "%,d reads in all processes cost %d queries for %d values; %,d answers were a little past their expiry.",
                all.reads(),
                loads,
                generations,
                all.stale());
        String death = deaths == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%nThe process that died while it made a value cost one query more; %d ms later another began it.",
                        takeover.toMillis());
        return story + death + (broken().isEmpty() ? "" : "\nBroken: " + String.join("; ", broken()));
    }
}
