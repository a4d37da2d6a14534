// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dogpile.backend.heap.HeapBackend;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Fails fast while the store is away, and finds out within a second when it is back. */
final class CircuitBreakingBackendTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SECOND / 2);
    private final Flaky store = new Flaky();
    private final CircuitBreakingBackend<String, String> backend = new CircuitBreakingBackend<>(store, nanos::get);

    @Test
    void fourFailuresDoNotOpenIt() {
        fail(4);
        assertThat(backend.isOpen()).isFalse();

        store.failure = null;
        backend.get("a");
        store.failure = BackendException.Kind.UNAVAILABLE;
        fail(4);

        assertThat(store.calls).isEqualTo(9);
        assertThat(backend.isOpen()).isFalse();
    }

    @Test
    void fiveFailuresInARowSpareTheOthersTheWait() {
        fail(5);
        assertThat(backend.isOpen()).isTrue();

        fail(100);

        assertThat(store.calls).isEqualTo(5);
    }

    @Test
    void oneCallerEachSecondFindsOutWhetherTheStoreIsBack() {
        fail(5);
        nanos.addAndGet(SECOND);
        fail(10);
        assertThat(store.calls).isEqualTo(6);

        store.failure = null;
        nanos.addAndGet(SECOND);
        backend.get("a");
        backend.get("a");

        assertThat(store.calls).isEqualTo(8);
        assertThat(backend.isOpen()).isFalse();
    }

    @Test
    void aStoreThatRefusesIsThere() {
        store.failure = BackendException.Kind.TOO_LARGE;
        fail(10);

        assertThat(store.calls).isEqualTo(10);
        assertThat(backend.isOpen()).isFalse();
    }

    @Test
    void theMessageSaysWhatHappenedAndWhenItIsTriedAgain() {
        fail(5);

        BackendException refused = catchThrowableOfType(BackendException.class, () -> backend.get("a"));

        assertThat(refused.kind()).isEqualTo(BackendException.Kind.UNAVAILABLE);
        assertThat(refused).hasMessage("flaky: the last 5 operations failed, and the next attempt is due in 1000 ms");
        assertThat(refused.getCause()).as("the last of them").isInstanceOf(BackendException.class);
    }

    private void fail(int times) {
        if (store.failure == null) {
            store.failure = BackendException.Kind.UNAVAILABLE;
        }
        for (int i = 0; i < times; i++) {
            assertThat(catchThrowableOfType(BackendException.class, () -> backend.get("a")))
                    .isNotNull();
        }
    }

    private static final class Flaky implements ForwardingBackend<String, String> {

        private final HeapBackend<String, String> heap = HeapBackend.unbounded();
        private BackendException.Kind failure = BackendException.Kind.UNAVAILABLE;
        private int calls;

        @Override
        public Backend<String, String> delegate() {
            return heap;
        }

        @Override
        public Stored<String> get(String key) {
            calls++;
            if (failure != null) {
                throw new BackendException(failure, "away", null);
            }
            return heap.get(key);
        }

        @Override
        public String toString() {
            return "flaky";
        }
    }
}
