// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MeasuredTest {

    private static final List<Contender> TWO = List.of(Contender.CLIENT, Contender.DOGPILE);

    @Test
    void everybodyBeginsARoundInTurn() {
        assertThat(IntStream.range(0, 6).map(i -> Turn.of(i, 1, 2).contender())).containsExactly(0, 1, 1, 0, 0, 1);
        assertThat(IntStream.range(0, 9).map(i -> Turn.of(i, 1, 3).contender()))
                .containsExactly(0, 1, 2, 1, 2, 0, 2, 0, 1);
    }

    @Test
    void afterTheWarmUpTheOrderIsThatOfTheBeginning() {
        for (Harness.Effort effort : List.of(Harness.Effort.QUICK, Harness.Effort.FULL)) {
            for (int contenders = 2; contenders <= 3; contenders++) {
                int operations = StoreOperation.values().length;
                int warmUp = effort.warmUpRounds() * operations * contenders;
                assertThat(Turn.of(warmUp, operations, contenders)).isEqualTo(new Turn(0, 0));
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Harness.Effort(10, 1, 1, 1))
                .withMessageContaining("10 rounds of warm-up");
    }

    @Test
    void inARoundOneOperationComesAfterTheOther() {
        assertThat(IntStream.range(0, 8).mapToObj(i -> Turn.of(i, 2, 2)))
                .containsExactly(
                        new Turn(0, 0),
                        new Turn(0, 1),
                        new Turn(1, 0),
                        new Turn(1, 1),
                        new Turn(0, 1),
                        new Turn(0, 0),
                        new Turn(1, 1),
                        new Turn(1, 0));
    }

    @Test
    void aRoundComparesWhatWasMeasuredSideBySide() {
        Measured measured = measured(StoreOperation.GET, 1, TWO, 100.0, 50.0, 20.0, 10.0, 1_000.0, 950.0);

        assertThat(measured.line(TWO)).containsExactly("get, 1 thread", "100", "50", "0.95 (0.73-1.48)");
        assertThat(measured.missed()).isEmpty();
    }

    @Test
    void whatIsTooSlowIsNamed() {
        assertThat(measured(StoreOperation.PUT, 8, TWO, 100.0, 84.0).missed())
                .containsExactly("put, 8 threads 0.84 of the bare client instead of 0.85");
        assertThat(measured(StoreOperation.REPLACE, 1, List.of(Contender.values()), 100.0, 50.0, 51.0)
                        .missed())
                .containsExactly("replace(k, new), 1 thread 0.98 of the peer");
    }

    private static Measured measured(
            StoreOperation operation, int threads, List<Contender> contenders, Double... figures) {
        return Measured.of(List.of(operation), threads, contenders, List.of(figures))
                .get(0);
    }
}
