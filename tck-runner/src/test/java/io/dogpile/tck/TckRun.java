// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.tck;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the reports of one run of the TCK say.
 *
 * @param tests the tests that ran, as {@code class#method}
 * @param excluded the tests that the TCK said it leaves out, sorted; it reports those as passed
 * @param properties the system properties of the JVMs that ran the tests, one map for each class
 */
record TckRun(Map<String, Outcome> tests, List<String> excluded, List<Map<String, String>> properties) {

    static final String VERSION = "1.1.1";

    /** Puts the reports of several classes together. */
    static TckRun of(Collection<TckReport> reports) {
        Map<String, Outcome> tests = new HashMap<>();
        reports.forEach(report -> report.tests().forEach((name, outcome) -> tests.merge(name, outcome, Outcome::or)));
        List<String> excluded = reports.stream()
                .flatMap(report -> report.excluded().stream())
                .sorted()
                .toList();
        return new TckRun(
                tests, excluded, reports.stream().map(TckReport::properties).toList());
    }

    long count(Outcome outcome) {
        return tests.values().stream().filter(outcome::equals).count();
    }

    /** The one line that sums the run up. */
    String summary(String kind) {
        return "TCK %s %s: %d run, %d failed, %d errors, %d skipped, %d excluded"
                .formatted(
                        VERSION,
                        kind,
                        tests.size(),
                        count(Outcome.FAILED),
                        count(Outcome.ERROR),
                        count(Outcome.SKIPPED),
                        excluded.size());
    }
}
