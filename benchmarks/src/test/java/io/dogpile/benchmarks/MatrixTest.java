// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MatrixTest {
    static List<List<Workload>> matrices() {
        return List.of(Matrix.full(), Matrix.quick());
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void touchesEveryCircumstance(List<Workload> matrix) {
        assertThat(matrix).doesNotHaveDuplicates();
        assertThat(matrix).extracting(Workload::operation).contains(Operation.values());
        assertThat(matrix).extracting(Workload::storeBy).contains(StoreBy.values());
        assertThat(matrix).extracting(Workload::payload).contains(Payload.values());
        assertThat(matrix).extracting(Workload::expiry).contains(Expiry.values());
        assertThat(matrix).extracting(Workload::entries).contains(1_000, 1_000_000);
        assertThat(matrix).extracting(Workload::threads).contains(1, 2);
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void measuresTheLimitOfEveryRow(List<Workload> matrix) {
        assertThat(matrix).extracting(Workload::limit).isSubsetOf(matrix);
    }
}
