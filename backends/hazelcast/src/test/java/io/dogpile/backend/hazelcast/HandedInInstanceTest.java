// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.Stored;
import io.dogpile.backend.testkit.server.FreePorts;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Regions over an instance that the application has started, and may end. */
final class HandedInInstanceTest {

    private static final String NAME = "the-applications-own";
    private static final long HOUR = 3_600_000;
    private static final long NOW = InstantSource.system().millis();

    private static HazelcastInstance instance;
    private final Backend<String, byte[]> backend =
            new Process().open("books", Process.patient(Map.of("instance", NAME)));
    private final IMap<String, byte[]> map = instance().getMap("dogpile.books");

    @BeforeAll
    static void start() {
        instance();
    }

    private static HazelcastInstance instance() {
        if (instance == null || !instance.getLifecycleService().isRunning()) {
            Config config = new MemberSettings(
                            Process.clusterName(), List.of(), "127.0.0.1", OptionalInt.of(FreePorts.next()))
                    .config(Duration.ofSeconds(2));
            config.setInstanceName(NAME);
            instance = Hazelcast.newHazelcastInstance(config);
        }
        return instance;
    }

    @AfterEach
    void close() {
        backend.close();
        instance().getMap("dogpile.books").clear();
    }

    @AfterAll
    static void end() {
        instance.shutdown();
    }

    private static final Map<String, WayToStore> WAYS = Map.of(
            "put", (backend, key, value) -> backend.put(key, value),
            "putAll", (backend, key, value) -> backend.putAll(Map.of(key, value)),
            "add", (backend, key, value) -> backend.replace(key, null, value),
            "set",
                    (backend, key, value) -> {
                        backend.put(key, Process.value("before"));
                        backend.replace(key, backend.get(key), value);
                    });

    private interface WayToStore {
        void store(Backend<String, byte[]> backend, String key, Stored<byte[]> value);
    }

    private long ttl(String key) {
        return map.getEntryView(key).getTtl();
    }

    @Test
    void everyWayToStoreLeavesTheTimeToLive() {
        WAYS.forEach((key, way) -> {
            way.store(backend, key, Process.value("one", NOW + HOUR));
            assertThat(ttl(key)).as(key).isBetween(HOUR - 60_000, HOUR + 3_000);
            assertThat(map.getEntryView(key).getExpirationTime()).as(key).isGreaterThan(NOW + HOUR);
        });
    }

    @Test
    void whatHasNoEndHasNoTimeToLive() {
        WAYS.forEach((key, way) -> {
            way.store(backend, key, Process.value("one"));
            assertThat(ttl(key)).as(key).isEqualTo(Long.MAX_VALUE);
        });
    }

    @Test
    void aReplacementThatIsRepeatedAfterItWasDoneIsStillDone() {
        Stored<byte[]> update = Process.value("two");
        backend.put("key", Process.value("one"));
        Stored<byte[]> expected = backend.get("key");

        assertThat(backend.replace("key", expected, update)).isTrue();
        assertThat(backend.replace("key", expected, update)).isTrue();
        assertThat(backend.replace("key", expected, Process.value("three"))).isFalse();
    }

    @Test
    void whatWasReadOrStoredOneByOneIsRemembered() {
        assertThat(backend.recalled("key")).isNull();

        backend.put("key", Process.value("put"));
        assertThat(Process.text(backend.recalled("key"))).isEqualTo("put");
        backend.exchange("key", backend.recalled("key"), Process.value("exchanged"));
        assertThat(Process.text(backend.recalled("key"))).isEqualTo("exchanged");
        map.set("key", Process.value("of another").value());
        backend.exchange("key", backend.recalled("key"), Process.value("refused"));
        assertThat(Process.text(backend.recalled("key"))).isEqualTo("of another");
        map.set("read", Process.value("of another").value());
        backend.get("read");
        assertThat(Process.text(backend.recalled("read"))).isEqualTo("of another");
    }

    @Test
    void aStepOfTheHostsClockIsNoticed() {
        AtomicLong wrongBy = new AtomicLong();
        InstantSource clock =
                backend.clock(() -> Instant.ofEpochMilli(InstantSource.system().millis() + wrongBy.get()));

        wrongBy.set(HOUR);

        assertThat(Wait.until(
                        () -> Math.abs(clock.millis() - InstantSource.system().millis()) < 5_000,
                        Duration.ofSeconds(20)))
                .isTrue();
    }

    @Test
    void aMemberTellsTheTime() {
        InstantSource local = () -> Instant.EPOCH;
        assertThat(backend.clock(local).millis())
                .isCloseTo(InstantSource.system().millis(), Offset.offset(2_000L));
    }

    @Test
    void theInstanceOutlivesUs() {
        backend.close();
        assertThat(instance.getLifecycleService().isRunning()).isTrue();
    }

    @Test
    void whenTheApplicationEndsTheInstanceOperationsSaySoAndGoOnWithItsNextOne() {
        Heard heard = new Heard();
        backend.watch(heard);
        backend.put("key", Process.value("one"));

        instance.shutdown();

        List<UnaryOperator<Backend<String, byte[]>>> operations = List.of(
                each -> {
                    each.get("key");
                    return each;
                },
                each -> {
                    each.put("key", Process.value("two"));
                    return each;
                },
                each -> {
                    each.replace("key", null, Process.value("two"));
                    return each;
                },
                each -> {
                    each.getAll(List.of("key"));
                    return each;
                },
                each -> {
                    each.clear();
                    return each;
                });
        operations.forEach(operation -> assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> operation.apply(backend))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE))
                .withMessageContaining(NAME));
        assertThat(heard.missed).hasPositiveValue();

        int before = heard.missed.get();
        instance();
        backend.put("key", Process.value("two"));
        assertThat(Process.text(backend.get("key"))).isEqualTo("two");
        assertThat(heard.missed).hasValueGreaterThan(before);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void anObjectThatSomebodyPlantedIsRefusedAndNotMade() {
        ((IMap) map).set("planted", new Canary());
        Canary.SUNG.set(false);

        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> backend.get("planted"))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.REJECTED));
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> backend.replace("planted", null, Process.value("one")))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.REJECTED));
        assertThat(Canary.SUNG).isFalse();

        backend.put("planted", Process.value("one"));
        assertThat(Process.text(backend.get("planted"))).isEqualTo("one");
    }

    /** Tells when it is deserialised. */
    private static final class Canary implements Serializable {

        private static final AtomicBoolean SUNG = new AtomicBoolean();
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws IOException {
            SUNG.set(true);
        }
    }

    @Test
    void anInstanceThatIsNotThereIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Process().open("books", Map.of("instance", "nobody")))
                .withMessageContaining("no Hazelcast member or client named 'nobody'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Process().open("books", Map.of("instance", NAME, "port", "5701")))
                .withMessageContaining("'port' is a matter of the instance");
    }
}
