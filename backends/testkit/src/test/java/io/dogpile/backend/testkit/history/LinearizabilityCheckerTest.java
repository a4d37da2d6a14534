// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dogpile.backend.testkit.history.LinearizabilityChecker.Store;
import io.dogpile.backend.testkit.history.Operation.Kind;
import io.dogpile.backend.testkit.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class LinearizabilityCheckerTest {

    private final List<Operation> history = new ArrayList<>();

    private LinearizabilityCheckerTest add(
            Kind kind, @Nullable String expected, @Nullable String value, Outcome outcome, long called, long returned) {
        history.add(new Operation("c" + history.size(), "k", kind, expected, value, outcome, called, returned));
        return this;
    }

    private LinearizabilityCheckerTest read(@Nullable String value, long called, long returned) {
        return add(Kind.READ, null, value, Outcome.DONE, called, returned);
    }

    private LinearizabilityCheckerTest write(String value, long called, long returned) {
        return add(Kind.WRITE, null, value, Outcome.DONE, called, returned);
    }

    private LinearizabilityCheckerTest remove(Outcome outcome, long called, long returned) {
        return add(Kind.REMOVE, null, null, outcome, called, returned);
    }

    private LinearizabilityCheckerTest replace(
            @Nullable String expected, @Nullable String value, Outcome outcome, long called, long returned) {
        return add(Kind.REPLACE, expected, value, outcome, called, returned);
    }

    private void isExplained() {
        assertThat(LinearizabilityChecker.check(history)).isEmpty();
    }

    private void isNot(int operation) {
        assertThat(LinearizabilityChecker.check(history))
                .singleElement()
                .satisfies(violation -> assertThat(violation.operation()).isEqualTo(history.get(operation)))
                .satisfies(violation -> assertThat(violation.toString()).contains("nothing explains that"));
    }

    @Test
    void nothingIsThereAtFirst() {
        read(null, 1, 2)
                .remove(Outcome.REFUSED, 3, 4)
                .replace("a", "b", Outcome.REFUSED, 5, 6)
                .isExplained();
    }

    @Test
    void whatNobodyWroteCannotBeRead() {
        read("a", 1, 2).isNot(0);
    }

    @Test
    void whatIsWrittenIsReadAfterwards() {
        write("a", 1, 2).read("a", 3, 4).write("b", 5, 6).read("b", 7, 8).isExplained();
    }

    @Test
    void aStaleReadIsFound() {
        write("a", 1, 2).write("b", 3, 4).read("a", 5, 6).isNot(2);
    }

    @Test
    void aReadBesideAWriteSeesEither() {
        write("a", 1, 2).write("b", 3, 10).read("a", 4, 5).read("b", 6, 7).isExplained();
    }

    @Test
    void twoReadsBesideAWriteDoNotSeeItComeAndGo() {
        write("a", 1, 2).write("b", 3, 10).read("b", 4, 5).read("a", 6, 7).isNot(3);
    }

    @Test
    void aRemovedValueDoesNotComeBack() {
        write("a", 1, 2)
                .remove(Outcome.DONE, 3, 4)
                .read(null, 5, 6)
                .read("a", 7, 8)
                .isNot(3);
    }

    @Test
    void oneOfTwoRemoversRemoves() {
        write("a", 1, 2)
                .remove(Outcome.DONE, 3, 6)
                .remove(Outcome.REFUSED, 4, 5)
                .isExplained();
        history.clear();
        write("a", 1, 2).remove(Outcome.DONE, 3, 6).remove(Outcome.DONE, 4, 5).isNot(1);
    }

    @Test
    void oneOfTwoAddersAdds() {
        replace(null, "a", Outcome.DONE, 1, 5)
                .replace(null, "b", Outcome.REFUSED, 2, 4)
                .read("a", 6, 7)
                .isExplained();
        history.clear();
        replace(null, "a", Outcome.DONE, 1, 5)
                .replace(null, "b", Outcome.DONE, 2, 4)
                .isNot(0);
    }

    @Test
    void replacingNeedsWhatWasExpected() {
        write("a", 1, 2)
                .replace("a", "b", Outcome.DONE, 3, 4)
                .replace("a", "c", Outcome.REFUSED, 5, 6)
                .replace("b", null, Outcome.DONE, 7, 8)
                .read(null, 9, 10)
                .isExplained();
        replace("b", "d", Outcome.DONE, 11, 12).isNot(5);
    }

    @Test
    void aRefusalNeedsSomethingElseToBeThere() {
        write("a", 1, 2).replace("a", "b", Outcome.REFUSED, 3, 4).isNot(1);
    }

    @Test
    void whatIsUnknownMayHappenLaterOrNever() {
        write("a", 1, 2)
                .add(Kind.WRITE, null, "b", Outcome.UNKNOWN, 3, 0)
                .read("a", 4, 5)
                .isExplained();
        read("b", 6, 7).read("b", 8, 9).isExplained();
        read("a", 10, 11).isNot(5);
    }

    @Test
    void whatIsUnknownHappensAtMostOnce() {
        write("a", 1, 2)
                .add(Kind.REPLACE, "a", "b", Outcome.UNKNOWN, 3, 0)
                .replace("b", null, Outcome.DONE, 4, 5)
                .read("b", 6, 7)
                .isNot(3);
    }

    @Test
    void whatIsUnknownDoesNotHappenBeforeItIsCalled() {
        write("a", 1, 2)
                .read("b", 3, 4)
                .add(Kind.WRITE, null, "b", Outcome.UNKNOWN, 5, 0)
                .isNot(1);
    }

    @Test
    void eachUnknownRemovalExplainsOneDisappearance() {
        for (int i = 0; i < 20; i++) {
            add(Kind.REMOVE, null, null, Outcome.UNKNOWN, i, 0);
        }
        for (int i = 0; i < 20; i++) {
            write("v" + i, 100 + 10 * i, 101 + 10 * i).read(null, 102 + 10 * i, 103 + 10 * i);
        }
        isExplained();
        write("last", 900, 901).read(null, 902, 903).isNot(history.size() - 1);
    }

    @Test
    void manyUnknownWritesAreNoTrouble() {
        for (int i = 0; i < 60; i++) {
            add(Kind.WRITE, null, "u" + i, Outcome.UNKNOWN, i, 0);
        }
        for (int i = 0; i < 60; i++) {
            write("v" + i, 100 + 10 * i, 101 + 10 * i).read("u" + (59 - i), 102 + 10 * i, 103 + 10 * i);
        }
        isExplained();
        read("u30", 10_000, 10_001).isNot(history.size() - 1);
    }

    @Test
    void aForgetfulStoreLosesValuesButBringsNoneBack() {
        write("a", 1, 2).read(null, 3, 4);
        assertThat(LinearizabilityChecker.check(history)).hasSize(1);
        assertThat(LinearizabilityChecker.check(history, Store.FORGETFUL)).isEmpty();
        read("a", 5, 6);
        assertThat(LinearizabilityChecker.check(history, Store.FORGETFUL)).hasSize(1);
    }

    @Test
    void keysAreCheckedEachByItself() {
        history.add(new Operation("c", "one", Kind.WRITE, null, "a", Outcome.DONE, 1, 2));
        history.add(new Operation("c", "two", Kind.READ, null, null, Outcome.DONE, 3, 4));
        history.add(new Operation("c", "two", Kind.READ, null, "a", Outcome.DONE, 5, 6));

        assertThat(LinearizabilityChecker.check(history))
                .extracting(Violation::key)
                .containsExactly("two");
    }

    @Test
    void aValueThatIsWrittenTwiceIsRefused() {
        write("a", 1, 2).write("a", 3, 4);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearizabilityChecker.check(history))
                .withMessageContaining("the value a was written twice");
    }

    @Test
    void tooManyAtATimeAreRefused() {
        for (int i = 0; i < 65; i++) {
            add(Kind.WRITE, null, "v" + i, Outcome.DONE, i, 1_000);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearizabilityChecker.check(history))
                .withMessageContaining("on key k more than 64 operations");
    }
}
