// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit.server;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a network for as long as it lasts. Immutable.
 *
 * @param held whether nothing gets through in either direction
 * @param swallowed whether replies vanish
 * @param latency how long each reply is late
 * @param bytesPerSecond how many bytes of replies pass in a second; 0 for as many as there are
 * @param change what becomes of the bytes of replies
 * @param swap tells one reply from the next while the second of two is to come first, or null
 */
record Toxics(
        boolean held,
        boolean swallowed,
        Duration latency,
        int bytesPerSecond,
        UnaryOperator<byte[]> change,
        @Nullable ReplyFraming swap) {

    static final Toxics NONE = new Toxics(false, false, Duration.ZERO, 0, UnaryOperator.identity(), null);

    Toxics holding() {
        return new Toxics(true, swallowed, latency, bytesPerSecond, change, swap);
    }

    Toxics swallowing() {
        return new Toxics(held, true, latency, bytesPerSecond, change, swap);
    }

    Toxics latency(Duration time) {
        return new Toxics(held, swallowed, time, bytesPerSecond, change, swap);
    }

    Toxics bytesPerSecond(int bytes) {
        return new Toxics(held, swallowed, latency, bytes, change, swap);
    }

    Toxics change(UnaryOperator<byte[]> operator) {
        return new Toxics(held, swallowed, latency, bytesPerSecond, operator, swap);
    }

    Toxics swap(ReplyFraming framing) {
        return new Toxics(held, swallowed, latency, bytesPerSecond, change, framing);
    }
}
