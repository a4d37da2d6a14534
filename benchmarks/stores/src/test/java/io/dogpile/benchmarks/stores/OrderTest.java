// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class OrderTest {

    @Test
    void whatMatchesNothingIsRefusedBeforeAnythingIsMeasured() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Order.parse("redis", "--only", "getAll of 1000"))
                .withMessageStartingWith(
                        "nothing matches --only 'getAll of 1000'; there are get, 1 thread; put, 1 thread; ")
                .withMessageEndingWith("; invoke, 8 threads; regeneration");
        assertThatIllegalArgumentException().isThrownBy(() -> Order.parse("redis", "--only", "get(All"));
    }

    @Test
    void whatMatchesSomethingIsWanted() {
        assertThat(Order.parse("redis").wantsRegeneration()).isTrue();
        assertThat(Order.parse("redis", "--quick").wantsRegeneration()).isFalse();
        assertThat(Order.parse("redis", "--quick", "--only", "Regeneration").wantsRegeneration())
                .isTrue();
        Order order = Order.parse("redis", "--only", "getall");
        assertThat(order.wants(Measured.title(StoreOperation.GET_ALL, 8))).isTrue();
        assertThat(order.wants(Measured.title(StoreOperation.GET, 8))).isFalse();
        assertThat(order.wantsRegeneration()).isFalse();
    }
}
