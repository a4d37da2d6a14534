// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ListAssert;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class VerdictTest {

    private static final String DUMMY = "org.jsr107.tck.CachingTest#dummyTest";
    private static final Kind HEAP = new Kind("heap", List.of(DUMMY), Optional.empty());

    @Rule
    public final TemporaryFolder reports = new TemporaryFolder();

    @Test
    public void aCompleteRunPasses() throws IOException {
        TckRun run = good().written(folder());
        assertThat(Verdict.complaints(HEAP, run, "today")).isEmpty();
        assertThat(run.summary("heap")).isEqualTo("TCK 1.1.1 heap: 479 run, 0 failed, 0 errors, 0 skipped, 1 excluded");
    }

    @Test
    public void missingReportsFail() throws IOException {
        TckRun run = TckRun.of(TckReport.in(folder().resolve("nothing-here")));
        assertThat(Verdict.complaints(HEAP, run, "today"))
                .containsExactly("heap: there are no reports, the TCK has not run");
    }

    @Test
    public void oneTestTooFewFails() throws IOException {
        verdictOn(good().tests(478)).containsExactly("heap: 478 tests ran, the TCK has 479");
    }

    @Test
    public void aMissingClassFailsThoughTheNumberOfTestsIsRight() throws IOException {
        verdictOn(good().classes(38)).containsExactly("heap: 38 classes ran, the TCK has 39");
    }

    @Test
    public void aSkippedTestFails() throws IOException {
        verdictOn(good().test("a", "<skipped/>")).containsExactly("heap: org.jsr107.tck.CachingTest#a was skipped");
    }

    @Test
    public void aFailedTestFails() throws IOException {
        verdictOn(good().test("a", "<failure/>")).containsExactly("heap: org.jsr107.tck.CachingTest#a failed");
    }

    @Test
    public void aTestThatPassedOnlyWhenRepeatedFails() throws IOException {
        verdictOn(good().test("a", "<flakyFailure><stackTrace/></flakyFailure>"))
                .containsExactly("heap: org.jsr107.tck.CachingTest#a failed");
    }

    @Test
    public void aTestThatFailsTwiceOverCountsOnceAndAsAnError() throws IOException {
        TckRun run =
                good().test("a", "<failure/>").tests(480).test("a", "<error/>").written(folder());
        assertThat(run.summary("heap")).isEqualTo("TCK 1.1.1 heap: 479 run, 0 failed, 1 errors, 0 skipped, 1 excluded");
        assertThat(Verdict.complaints(HEAP, run, "today"))
                .containsExactly("heap: org.jsr107.tck.CachingTest#a ended with an error");
    }

    @Test
    public void anotherTestLeftOutFailsThoughItIsReportedAsPassed() throws IOException {
        verdictOn(good().leftOut("org.jsr107.tck.TypesTest", "b"))
                .containsExactly("heap: the tests left out were [org.jsr107.tck.CachingTest#dummyTest,"
                        + " org.jsr107.tck.TypesTest#b], kinds/heap/excluded.txt has"
                        + " [org.jsr107.tck.CachingTest#dummyTest]");
    }

    @Test
    public void exclusionThatDoesNotWorkFails() throws IOException {
        verdictOn(new DoctoredReports())
                .containsExactly("heap: the tests left out were [], kinds/heap/excluded.txt has"
                        + " [org.jsr107.tck.CachingTest#dummyTest]");
    }

    @Test
    public void reportsOfAnEarlierBuildFail() throws IOException {
        verdictOn(good().property("tck.build", "yesterday"))
                .containsExactly("heap: the system property tck.build must be 'today', it was 'yesterday'");
    }

    @Test
    public void anotherProviderFails() throws IOException {
        verdictOn(good().property("javax.cache.CacheManager", "org.example.OtherManager"))
                .containsExactly("heap: the system property javax.cache.CacheManager must be"
                        + " 'io.dogpile.jcache.DogpileCacheManager', it was 'org.example.OtherManager'");
    }

    @Test
    public void aRunWithoutTheClassesToUnwrapFails() throws IOException {
        verdictOn(good().without("javax.cache.Cache.Entry"))
                .containsExactly("heap: the system property javax.cache.Cache.Entry must be"
                        + " 'io.dogpile.jcache.CacheEntry', it was unset");
    }

    @Test
    public void aConfigurationFailsAKindThatRunsOnTheDefaults() throws IOException {
        verdictOn(good().property("io.dogpile.config", "/a/file"))
                .containsExactly("heap: the system property io.dogpile.config must be unset, it was '/a/file'");
    }

    @Test
    public void theDefaultsFailAKindThatHasAConfiguration() throws IOException {
        Kind bounded = new Kind("bounded", List.of(DUMMY), Optional.of(Path.of("/a/file")));
        assertThat(Verdict.complaints(bounded, good().written(folder()), "today"))
                .containsExactly("bounded: the system property io.dogpile.config must be '/a/file', it was unset");
    }

    @Test
    public void aRunThatWasMadeEasierFails() throws IOException {
        verdictOn(good().property("org.jsr107.tck.management.statistics.timeout.seconds", "5"))
                .containsExactly("heap: the system property org.jsr107.tck.management.statistics.timeout.seconds"
                        + " must not be set, it was '5'");
    }

    private ListAssert<String> verdictOn(DoctoredReports doctored) throws IOException {
        return assertThat(Verdict.complaints(HEAP, doctored.written(folder()), "today"));
    }

    private Path folder() {
        return reports.getRoot().toPath();
    }

    private static DoctoredReports good() {
        return new DoctoredReports().leftOut("org.jsr107.tck.CachingTest", "dummyTest");
    }
}
