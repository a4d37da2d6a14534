// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is wrong with a run of the TCK, a sentence for each thing. A run that tested nothing is wrong too. */
final class Verdict {

    private static final int TESTS = 479;
    private static final int CLASSES = 39;
    private static final String CONFIGURATION = "io.dogpile.config";
    private static final Map<String, String> OURS = Map.of(
            "javax.cache.CacheManager", "io.dogpile.jcache.DogpileCacheManager",
            "javax.cache.Cache", "io.dogpile.jcache.RegionCache",
            "javax.cache.Cache.Entry", "io.dogpile.jcache.CacheEntry");
    private static final Set<String> ALLOWED = Set.of("org.jsr107.tck.support.server.address", CONFIGURATION);

    private final Kind kind;
    private final TckRun run;
    private final List<String> complaints = new ArrayList<>();

    private Verdict(Kind kind, TckRun run) {
        this.kind = kind;
        this.run = run;
    }

    /** The complaints about a run of a kind that must have been made by the build with that stamp; none if all is well. */
    static List<String> complaints(Kind kind, TckRun run, String build) {
        Verdict verdict = new Verdict(kind, run);
        if (run.tests().isEmpty()) {
            verdict.complain("there are no reports, the TCK has not run");
        } else {
            verdict.judgeTests();
            verdict.judgeExclusions();
            run.properties().forEach(properties -> verdict.judgeProperties(properties, build));
        }
        return verdict.complaints;
    }

    private void judgeTests() {
        if (run.tests().size() != TESTS) {
            complain("%d tests ran, the TCK has %d".formatted(run.tests().size(), TESTS));
        }
        if (run.properties().size() != CLASSES) {
            complain("%d classes ran, the TCK has %d".formatted(run.properties().size(), CLASSES));
        }
        run.tests().forEach((name, outcome) -> {
            switch (outcome) {
                case PASSED -> {}
                case SKIPPED -> complain(name + " was skipped");
                case FAILED -> complain(name + " failed");
                case ERROR -> complain(name + " ended with an error");
            }
        });
    }

    private void judgeExclusions() {
        if (!run.excluded().equals(kind.excluded())) {
            complain("the tests left out were %s, kinds/%s/excluded.txt has %s"
                    .formatted(run.excluded(), kind.name(), kind.excluded()));
        }
    }

    private void judgeProperties(Map<String, String> properties, String build) {
        require(properties, "tck.build", build);
        OURS.forEach((name, value) -> require(properties, name, value));
        String file = kind.configuration()
                .map(path -> path.toAbsolutePath().toString())
                .orElse(null);
        require(properties, CONFIGURATION, file);
        // A longer time-out for statistics, another list of exclusions, a setting that users do not make: all easier.
        for (String name : new TreeSet<>(properties.keySet())) {
            boolean suspect =
                    name.startsWith("org.jsr107.") || name.startsWith("io.dogpile.") || name.equals("ExcludeList");
            if (suspect && !ALLOWED.contains(name)) {
                complain("the system property %s must not be set, it was '%s'".formatted(name, properties.get(name)));
            }
        }
    }

    private void require(Map<String, String> properties, String name, @Nullable String value) {
        String actual = properties.get(name);
        if (!Objects.equals(actual, value)) {
            complain("the system property %s must be %s, it was %s".formatted(name, quoted(value), quoted(actual)));
        }
    }

    private static String quoted(@Nullable String value) {
        return value == null ? "unset" : "'" + value + "'";
    }

    private void complain(String sentence) {
        String complaint = kind.name() + ": " + sentence;
        if (!complaints.contains(complaint)) {
            complaints.add(complaint);
        }
    }
}
