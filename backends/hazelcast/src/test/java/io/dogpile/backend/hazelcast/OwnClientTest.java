// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a client that has lost its connection is replaced, with clients that connect when they are told to. */
@Timeout(30)
final class OwnClientTest {

    private static final Duration AGES = Duration.ofMinutes(10);
    private static final Pace HASTY = new Pace(Duration.ZERO, Duration.ZERO);
    private static final Pace PATIENT = new Pace(Duration.ZERO, AGES);

    private final List<Client> made = new ArrayList<>();
    private final Deque<Consumer<Client>> starts = new ArrayDeque<>();
    private final Deque<Runnable> searches = new ArrayDeque<>();

    /** Stands for a client of Hazelcast's. */
    private static final class Client {

        private final LifecycleListener listener;
        private final HazelcastInstance instance;
        private int shutdowns;

        private Client(String name, LifecycleListener listener) {
            this.listener = listener;
            this.instance = (HazelcastInstance) Proxy.newProxyInstance(
                    Client.class.getClassLoader(),
                    new Class<?>[] {HazelcastInstance.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getName" -> name;
                        case "shutdown" -> {
                            shutdowns++;
                            yield null;
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }

        private void connects() {
            listener.stateChanged(new LifecycleEvent(LifecycleState.CLIENT_CONNECTED));
        }

        private void disconnects() {
            listener.stateChanged(new LifecycleEvent(LifecycleState.CLIENT_DISCONNECTED));
        }

        private boolean isShutDown() {
            return shutdowns > 0;
        }
    }

    /** What the next clients do while they are started; the rest does nothing. */
    @SafeVarargs
    private void onStart(Consumer<Client>... doings) {
        for (Consumer<Client> doing : doings) {
            starts.add(doing);
        }
    }

    private OwnClient own(Pace pace, BooleanSupplier reachable) {
        return new OwnClient(this::make, Duration.ZERO, reachable, pace, searches::add);
    }

    private HazelcastInstance make(LifecycleListener listener) {
        Client client = new Client("client " + made.size(), listener);
        made.add(client);
        if (!starts.isEmpty()) {
            starts.remove().accept(client);
        }
        return client.instance;
    }

    /** One that was connected, and is not any more. */
    private OwnClient lost(Pace pace, BooleanSupplier reachable) {
        starts.addFirst(Client::connects);
        OwnClient own = own(pace, reachable);
        assertThat(searches).as("searches for a cluster that is there").isEmpty();
        made.get(0).disconnects();
        return own;
    }

    private void search() {
        searches.remove().run();
        assertThat(searches).isEmpty();
    }

    private void assertCurrent(OwnClient own, int number) {
        assertThat(own.current()).isSameAs(made.get(number).instance);
        for (int i = 0; i < made.size(); i++) {
            assertThat(made.get(i).isShutDown()).as("shut down: client %s", i).isEqualTo(i != number);
        }
    }

    @Test
    void theFirstOtherThatConnectsTakesThePlace() {
        onStart(Client::connects);
        OwnClient own = lost(HASTY, () -> true);

        search();

        assertThat(made).hasSize(2);
        assertCurrent(own, 1);
    }

    @Test
    void aClientThatCouldNotConnectAtFirstIsHelpedToo() {
        onStart(client -> {}, Client::connects);
        OwnClient own = own(HASTY, () -> true);

        search();

        assertCurrent(own, 1);
    }

    @Test
    void anotherHasItsTimeToConnect() {
        onStart(client -> new Thread(client::connects).start());
        OwnClient own = lost(PATIENT, () -> true);

        search();

        assertThat(made).hasSize(2);
        assertCurrent(own, 1);
    }

    @Test
    void othersThatDoNotConnectAreShutDownOneByOne() {
        onStart(
                first -> {},
                second -> assertThat(made.get(1).isShutDown()).isTrue(),
                third -> assertThat(made.get(2).isShutDown()).isTrue(),
                Client::connects);
        OwnClient own = lost(HASTY, () -> true);

        search();

        assertThat(made).hasSize(5);
        assertCurrent(own, 4);
    }

    @Test
    void anotherThatConnectsAfterTheOldOneIsShutDown() {
        onStart(another -> {
            made.get(0).connects();
            another.connects();
        });
        OwnClient own = lost(HASTY, () -> true);

        search();

        assertThat(made).hasSize(2);
        assertCurrent(own, 0);
    }

    @Test
    void whereNothingTakesConnectionsNoOtherIsStarted() {
        int[] looks = new int[1];
        OwnClient own = lost(HASTY, () -> {
            looks[0]++;
            if (looks[0] == 3) {
                made.get(0).connects();
            }
            return false;
        });

        search();

        assertThat(looks[0]).isEqualTo(3);
        assertThat(made).hasSize(1);
        assertCurrent(own, 0);
    }

    @Test
    void thereIsOneSearchAtATimeAndAnotherAfterTheNextLoss() {
        OwnClient own = lost(HASTY, () -> true);
        made.get(0).connects();
        made.get(0).disconnects();
        assertThat(searches).hasSize(1);
        made.get(0).connects();
        search();
        assertThat(made).hasSize(1);

        onStart(Client::connects);
        made.get(0).disconnects();
        search();
        assertCurrent(own, 1);

        made.get(0).disconnects();
        assertThat(searches).as("searches for one that was replaced").isEmpty();
    }

    @Test
    void aClientThatCannotBeStartedDoesNotEndTheSearch() {
        onStart(
                another -> {
                    throw new IllegalStateException("no memory");
                },
                Client::connects);
        OwnClient own = lost(HASTY, () -> true);

        search();

        assertThat(own.current()).isSameAs(made.get(2).instance);
    }

    @Test
    void theEndWhileAnotherIsTriedLeavesNothing() {
        OwnClient own = lost(PATIENT, () -> true);
        onStart(another -> own.end());

        search();

        assertThat(made).hasSize(2).allMatch(Client::isShutDown);
    }

    @Test
    void theEndDuringALookLeavesNothing() {
        OwnClient[] own = new OwnClient[1];
        own[0] = lost(PATIENT, () -> {
            own[0].end();
            return true;
        });

        search();
        made.get(0).disconnects();

        assertThat(made).hasSize(1).allMatch(Client::isShutDown);
        assertThat(searches).isEmpty();
    }

    @Test
    void aClientThatSaysItIsConnectedIsStartedAnewOnRequest() {
        onStart(Client::connects, Client::connects);
        OwnClient own = own(HASTY, () -> true);

        own.restart();

        assertCurrent(own, 1);
        assertThat(searches).isEmpty();
    }

    @Test
    void oneThatWasStartedAnewAndDoesNotConnectIsHelped() {
        onStart(Client::connects, client -> {}, Client::connects);
        OwnClient own = own(HASTY, () -> true);

        own.restart();
        search();

        assertCurrent(own, 2);
    }

    @Test
    void afterTheEndNoneIsStartedAnew() {
        onStart(Client::connects);
        OwnClient own = own(HASTY, () -> true);
        own.end();

        own.restart();

        assertThat(made).hasSize(1);
        assertThat(searches).isEmpty();
    }

    @Test
    void patienceGrowsToFiveSeconds() {
        Duration patience = Pace.USUAL.patience();
        assertThat(Pace.USUAL.longer(patience))
                .isEqualTo(patience.multipliedBy(9).dividedBy(8));
        for (int i = 0; i < 30; i++) {
            patience = Pace.USUAL.longer(patience);
        }
        assertThat(patience).isEqualTo(Duration.ofSeconds(5));
    }
}
