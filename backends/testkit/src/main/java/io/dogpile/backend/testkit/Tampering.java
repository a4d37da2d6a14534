// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.server.TcpProxy;
import io.dogpile.config.OnBackendFailure;
import io.dogpile.config.ProtectionKind;
import io.dogpile.region.RegionStatistics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.junit.jupiter.api.TestReporter;

/** Two keys of a cache whose stored bytes somebody changes on their way to the reader, and what the reader makes of that. */
final class Tampering implements AutoCloseable {

    private static final String ONE = "first";
    private static final String OTHER = "other";
    private static final Duration READ = Duration.ofSeconds(5);

    /** A client may wait for the rest of a reply that was spoilt, or of an introduction, before it gives the connection up. */
    private static final Duration REPAIR = Duration.ofSeconds(40);

    private final NetworkTrial trial;
    private final Cache<String, String> cache;
    /** Sees the server directly, so that it sees what is really stored. */
    private final Backend<String, byte[]> raw;

    private final Map<String, String> places;
    private final AtomicInteger tampered = new AtomicInteger();
    private int reads;

    Tampering(NetworkUnderTest subject, ProtectionKind protection) {
        this.trial = new NetworkTrial(subject);
        this.cache = trial.cache("tampered", OnBackendFailure.LOAD, protection);
        this.raw = trial.raw("tampered");
        assertThat(Wait.until(() -> readsWell(ONE) && readsWell(OTHER), READ)).isTrue();
        this.places = Map.of(ONE, placeOf(ONE), OTHER, placeOf(OTHER));
    }

    private boolean readsWell(String key) {
        return cache.get(key).equals(cache.get(key));
    }

    private String placeOf(String key) {
        return ByteTrial.iterated(raw).entrySet().stream()
                .filter(entry -> indexOf(ByteTrial.content(entry.getValue()), valueOf(key), 0) >= 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("what is stored for '" + key + "' is not to be found"));
    }

    private String place(String key) {
        return Objects.requireNonNull(places.get(key));
    }

    private static byte[] valueOf(String key) {
        return (key + "=").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] stored(String key) {
        return ByteTrial.content(ByteTrial.read(raw, place(key)));
    }

    /** How many bytes are stored for a key. */
    int length() {
        return stored(ONE).length;
    }

    /** Lets both keys' stored bytes arrive in the place of each other's. */
    void swap() {
        byte[] one = stored(ONE);
        byte[] other = stored(OTHER);
        assertThat(one).as("the replies' length is to stay as it is").hasSameSizeAs(other);
        detected(
                bytes -> indexOf(bytes, one, 0) >= 0 ? replaced(bytes, one, other) : replaced(bytes, other, one),
                ONE,
                OTHER);
    }

    /** Lets one key's stored bytes arrive with one bit changed. */
    void flip(int position) {
        byte[] one = stored(ONE);
        byte[] flipped = one.clone();
        flipped[position] ^= (byte) (1 << position % 8);
        detected(bytes -> replaced(bytes, one, flipped), ONE);
    }

    /** Something that is done to the bytes of replies. */
    private interface Change {
        byte[] of(byte[] reply);
    }

    private void detected(Change change, String... keys) {
        int before = tampered.get();
        trial.network().changeReplies(change::of);
        for (String key : keys) {
            readsRight(key);
        }
        trial.network().heal();
        assertThat(tampered.get() - before)
                .as("replies that were tampered with")
                .isGreaterThanOrEqualTo(keys.length);
        for (String key : keys) {
            isRepaired(key);
        }
    }

    /** Puts fewer bytes in the place of what is stored, as a reply would bring them. */
    void truncate(int length) {
        byte[] shorter = Arrays.copyOf(stored(ONE), length);
        raw.put(place(ONE), ByteTrial.until(System.currentTimeMillis() + ByteTrial.HOUR, shorter));
        tampered.incrementAndGet();
        readsRight(ONE);
        isRepaired(ONE);
    }

    /** Spoils replies without regard for the protocol while both keys are read. */
    void crudely(TcpProxy spoilt, int rounds) {
        for (int i = 0; i < rounds; i++) {
            for (String key : places.keySet()) {
                assertThat(Origin.isOf(key, cache.get(key))).as(key).isTrue();
            }
        }
        spoilt.heal();
        assertThat(Wait.until(() -> places.keySet().stream().allMatch(this::readsWell), REPAIR))
                .as("what was spoilt is repaired")
                .isTrue();
    }

    private void readsRight(String key) {
        long before = noticed();
        long start = System.nanoTime();
        String value = cache.get(key);
        reads++;
        assertThat(Origin.isOf(key, value))
                .as("%s is a value of %s", value, key)
                .isTrue();
        assertThat(noticed()).as("what was noticed, by the statistics").isGreaterThan(before);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(READ);
    }

    /** What the region has counted of bytes that were no value, and of failures of the backend. */
    long noticed() {
        RegionStatistics statistics = NetworkTrial.region(cache).statistics();
        return statistics.decodeFailures() + statistics.backendFailures() + statistics.notStored();
    }

    private void isRepaired(String key) {
        assertThat(Wait.until(() -> readsWell(key), READ))
                .as("%s is repaired", key)
                .isTrue();
    }

    private byte[] replaced(byte[] reply, byte[] what, byte[] by) {
        byte[] changed = reply.clone();
        for (int at = indexOf(reply, what, 0); at >= 0; at = indexOf(reply, what, at + 1)) {
            System.arraycopy(by, 0, changed, at, by.length);
            tampered.incrementAndGet();
        }
        return changed;
    }

    private static int indexOf(byte[] bytes, byte[] part, int from) {
        for (int at = from; at <= bytes.length - part.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    void poke() {
        cache.put("z", "z");
    }

    NetworkTrial trial() {
        return trial;
    }

    void report(TestReporter reporter, String what) {
        assertThat(tampered.get()).as("replies that were tampered with").isPositive();
        Deep.tell(reporter, what, tampered + " replies tampered with, " + reads + " reads, all detected and repaired");
    }

    @Override
    public void close() {
        raw.close();
        trial.close();
    }
}
