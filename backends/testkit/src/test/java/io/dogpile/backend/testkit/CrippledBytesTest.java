// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.ChangeListener;
import io.dogpile.backend.Exchange;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.Terms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of drivers finds what it is there to find: each store has one fault, and the tests that fail are those of it. */
final class CrippledBytesTest {

    @Test
    void aStoreWithoutFaultPasses() {
        Launch launch = ByteSubject.of(UnaryOperator.identity()).launch();

        assertThat(launch.failed).isEmpty();
        assertThat(launch.skipped).isEmpty();
        assertThat(launch.passed).hasSizeGreaterThan(60);
        assertThat(launch.reported).isEmpty();
    }

    // Replacing.

    @Test
    void replacingUnconditionallyIsFound() {
        assertThat(ByteSubject.of(Unconditional::new).failures())
                .containsKeys(
                        "addStoresWhereNothingIsAndNowhereElse",
                        "compareAndSetReplacesWhatWasReadOnce",
                        "compareAndRemoveRemovesWhatWasReadOnce",
                        "nothingForNothingTellsWhetherNothingIsThere",
                        "whatTheOtherClientHasChangedCannotBeReplacedByWhoReadItBefore",
                        "oneOfManyAddersWins");
    }

    @Test
    void tellingWhatWasExpectedInsteadOfWhatIsThereIsFound() {
        assertThat(ByteSubject.of(Misinforming::new).failures())
                .containsKeys("anExchangeThatIsRefusedTellsWhatIsThere", "anExchangeWhereNothingIsTellsThat")
                .doesNotContainKeys("compareAndSetReplacesWhatWasReadOnce", "noIncrementIsLost");
    }

    @Test
    void comparingWithoutTheStampIsFound() {
        assertThat(ByteSubject.of(Stampless::new).failures())
                .containsKeys("whatWasWrittenAgainIsAnotherOneHoweverItWasWritten", "anotherKeysVersionIsNotThisOnes")
                .doesNotContainKeys("compareAndSetReplacesWhatWasReadOnce", "noIncrementIsLost");
    }

    @Test
    void losingUpdatesIsFound() {
        assertThat(ByteSubject.of(Racy::new).failures())
                .containsKey("noIncrementIsLost")
                .doesNotContainKeys("compareAndSetReplacesWhatWasReadOnce", "oneOfManyRemoversWin");
    }

    @Test
    void readingWhatWasThereBeforeOnceInAWhileIsFound() {
        assertThat(ByteSubject.of(Late::new).failures())
                .containsKey("whatSeveralThreadsSeeHasAnExplanation")
                .doesNotContainKeys("whatWasPutIsRead", "compareAndSetReplacesWhatWasReadOnce", "manyEntriesAreKept");
    }

    @Test
    void tokensThatOneClientAloneKnowsAreFound() {
        assertThat(ByteSubject.of(OwnTokens::new).failures())
                .containsKey("aVersionIsTheSameForBothClients")
                .doesNotContainKeys("compareAndSetReplacesWhatWasReadOnce", "noIncrementIsLost");
    }

    // Sharing.

    @Test
    void aClientThatRemembersWhatItReadIsFound() {
        assertThat(ByteSubject.of(Remembering::new).failures())
                .containsKeys(
                        "whatOneClientRemovesIsGoneForTheOther",
                        "whatOneClientClearsIsGoneForTheOtherWithinTheStatedTime")
                .doesNotContainKeys("whatWasPutIsRead", "clearLeavesNothing");
    }

    @Test
    void namesThatAreJoinedWithKeysAreFound() {
        assertThat(ByteSubject.spaces(store -> namespace -> new Joined(store.open("all"), namespace + ":"))
                        .failures())
                .containsKeys("theEndOfANameIsNotTheBeginningOfAKey")
                .doesNotContainKeys("namespacesDoNotSeeEachOther", "clearLeavesNothing");
    }

    @Test
    void namesThatDifferInCaseAloneAreTheSameIsFound() {
        assertThat(ByteSubject.spaces(store -> namespace -> store.open(namespace.toLowerCase(Locale.ROOT)))
                        .failures())
                .containsOnlyKeys("clearingANamespaceLeavesThoseWithSimilarNames");
    }

    @Test
    void namesThatAreCutOffAreFound() {
        assertThat(ByteSubject.spaces(store ->
                                namespace -> store.open(namespace.substring(0, Math.min(100, namespace.length()))))
                        .failures())
                .containsOnlyKeys("aLongNameIsANameLikeAnyOther");
    }

    // Keys and values.

    @Test
    void keysThatDifferInCaseAloneAreTheSameIsFound() {
        assertThat(ByteSubject.of(backend -> new Keys(backend, key -> key.toLowerCase(Locale.ROOT)))
                        .failures())
                .containsKeys("everyAllowedCharacterMakesAKeyOfItsOwn", "keysMayBeLongAndDifferInTheLastCharacterAlone")
                .doesNotContainKey("manyEntriesAreKept");
    }

    @Test
    void keysThatAreCutOffAreFound() {
        assertThat(ByteSubject.of(backend -> new Keys(backend, key -> key.substring(0, Math.min(199, key.length()))))
                        .failures())
                .containsKeys(
                        "keysMayBeLongAndDifferInTheLastCharacterAlone", "iterationSeesAllThatEitherClientHasStored");
    }

    @Test
    void valuesThatEndWithALineAreFound() {
        assertThat(ByteSubject.of(Lines::new).failures())
                .containsKeys("aValueMayLookLikeWhatTheStoreItselfSays", "valuesOfEveryLengthSurviveByteByByte");
    }

    @Test
    void valuesThatAreMixedWithThoseBeforeAreFound() {
        assertThat(ByteSubject.of(Torn::new).failures())
                .containsKey("readersSeeEachValueWhole")
                .doesNotContainKeys("putReplacesWhateverIsThere", "valuesOfEveryLengthSurviveByteByByte");
    }

    @Test
    void removingAlwaysIsFound() {
        assertThat(ByteSubject.of(AlwaysRemoving::new).failures())
                .containsKeys("removeTellsWhetherSomethingWasThere", "namespacesDoNotSeeEachOther");
    }

    @Test
    void clearingAllButOneEntryIsFound() {
        assertThat(ByteSubject.of(Leftover::new).failures()).containsKeys("clearLeavesNothing");
    }

    // Iterating.

    @Test
    void iteratingTwiceIsFound() {
        assertThat(ByteSubject.of(backend -> new Iterating(backend, entries -> {
                            List<Map.Entry<String, Stored<byte[]>>> twice = new ArrayList<>(entries);
                            twice.addAll(entries);
                            return Collections.unmodifiableList(twice);
                        }))
                        .failures())
                .containsKeys(
                        "iterationSeesAllThatEitherClientHasStored",
                        "iterationGivesEachKeyOnceWhateverTheOtherClientChangesOnTheWay");
    }

    @Test
    void iteratingOverTheFirstPageAloneIsFound() {
        assertThat(ByteSubject.of(backend -> new Iterating(
                                backend, entries -> List.copyOf(entries).subList(0, Math.min(30, entries.size()))))
                        .failures())
                .containsKeys("iterationSeesAllThatEitherClientHasStored");
    }

    @Test
    void anIteratorThatRemovesFromACopyIsFound() {
        assertThat(ByteSubject.of(backend -> new Iterating(backend, ArrayList::new))
                        .failures())
                .containsOnlyKeys("iterationDoesNotRemove");
    }

    // Times.

    @Test
    void aTimeThatIsTakenForADateIsFound() {
        assertThat(ByteSubject.of(backend -> new Until(
                                backend, until -> until - now(backend) > 30L * 24 * ByteTrial.HOUR ? 1 : until))
                        .failures())
                .containsKey("whatIsToBeKeptLongIsThereHoweverItWasStored")
                .doesNotContainKey("nothingIsDroppedBeforeItsTimeAndAllAfterItByAStoreThatSaysSo");
    }

    @Test
    void aTimeThatIsRoundedDownIsFound() {
        assertThat(ByteSubject.of(backend -> new Until(backend, until -> until - until % 1_000))
                        .failures())
                .containsOnlyKeys("nothingIsDroppedBeforeItsTimeAndAllAfterItByAStoreThatSaysSo");
    }

    @Test
    void aTimeThatIsForgottenByAStoreThatSaysThatItDropsIsFound() {
        assertThat(ByteSubject.of(backend -> new Until(backend, until -> Terms.FOREVER))
                        .failures())
                .containsOnlyKeys("nothingIsDroppedBeforeItsTimeAndAllAfterItByAStoreThatSaysSo");
    }

    @Test
    void touchingWhatWasNotReadIsFound() {
        assertThat(ByteSubject.of(Resurrecting::new).failures())
                .containsOnlyKeys(
                        "touchingLeavesTheValueAndStoresNothingWhereItIsGone",
                        "whatIsWrittenAgainIsKeptAsLongAsTheLastWriteSays");
    }

    // Limits.

    @Test
    void cuttingOffWhatIsTooLargeIsFound() {
        assertThat(ByteSubject.of(CuttingOff::new).failures())
                .containsKeys(
                        "aLargerValueIsRefusedAndChangesNothing",
                        "aLargerValueAmongOthersIsRefusedAndTheOthersAreStoredOrNot");
    }

    @Test
    void refusingWhatIsTooLargeWithoutSayingSoIsFound() {
        assertThat(ByteSubject.of(backend -> new Refusing(backend, BackendException.Kind.UNKNOWN))
                        .failures())
                .containsKeys(
                        "aLargerValueIsRefusedAndChangesNothing",
                        "aLargerValueAmongOthersIsRefusedAndTheOthersAreStoredOrNot",
                        "whileLargerValuesAreRefusedOtherKeysAreReadAndWritten")
                .doesNotContainKey("theLargestValueIsStoredUnderTheLongestKeyInEveryWay");
    }

    @Test
    void disturbingOthersWithWhatIsTooLargeIsFound() {
        assertThat(ByteSubject.of(Disturbed::new).failures())
                .containsOnlyKeys("whileLargerValuesAreRefusedOtherKeysAreReadAndWritten");
    }

    @Test
    void claimingToKnowWhatOnlyTheStoreKnowsIsFound() {
        assertThat(ByteSubject.of(Knowing::new).failures())
                .containsOnlyKeys("whatIsKnownOfAWritingIsWhatTheStoreKnows");
    }

    // Watching and closing.

    @Test
    void tellingNothingIsFound() {
        assertThat(ByteSubject.of(Mute::new).failures())
                .containsOnlyKeys(
                        "whatTheOtherClientChangesIsTold",
                        "everyOneOfManyChangesIsTold",
                        "thatTheOtherClientRemovesEverythingIsTold",
                        "severalListenersAreAllTold",
                        "whoWatchesOneKeyIsToldOfThatOneAndNoOther");
    }

    @Test
    void tellingWhoWatchesOneKeyOfAllIsFound() {
        assertThat(ByteSubject.of(Talkative::new).failures())
                .containsOnlyKeys("whoWatchesOneKeyIsToldOfThatOneAndNoOther");
    }

    @Test
    void workingOnAfterCloseIsFound() {
        assertThat(ByteSubject.of(Unclosed::new).failures()).containsKey("everyOperationAfterCloseFailsAndNoneHangs");
    }

    private static long now(Backend<String, byte[]> backend) {
        return backend instanceof HeapBytes heap ? heap.now() : 0;
    }

    /** A client that passes on single operations alone, so that one override reaches the operations on many as well. */
    interface Single extends ForwardingBackend<String, byte[]> {

        @Override
        default Map<String, Stored<byte[]>> getAll(Collection<? extends String> keys) {
            Map<String, Stored<byte[]>> found = new HashMap<>();
            for (String key : keys) {
                Stored<byte[]> stored = get(key);
                if (stored != null) {
                    found.put(key, stored);
                }
            }
            return found;
        }

        @Override
        default void putAll(Map<? extends String, Stored<byte[]>> entries) {
            entries.forEach(this::put);
        }

        @Override
        default void removeAll(Collection<? extends String> keys) {
            keys.forEach(this::remove);
        }

        @Override
        default void touch(String key, Stored<byte[]> stored, long freshUntil) {
            replace(key, stored, stored.freshUntil(freshUntil));
        }
    }

    /** {@code exchange} answers with what it was asked with. */
    record Misinforming(Backend<String, byte[]> delegate) implements Single {

        @Override
        public Exchange<byte[]> exchange(
                String key, @Nullable Stored<byte[]> expected, @Nullable Stored<byte[]> update) {
            return delegate.replace(key, expected, update) ? Exchange.succeeded() : Exchange.refused(expected);
        }
    }

    record Unconditional(Backend<String, byte[]> delegate) implements Single {

        @Override
        public boolean replace(String key, Stored<byte[]> expected, Stored<byte[]> update) {
            if (update == null) {
                delegate.remove(key);
            } else {
                delegate.put(key, update);
            }
            return true;
        }
    }

    /** Compares what was written without its head, in which the stamp is. */
    record Stampless(Backend<String, byte[]> delegate) implements Single {

        @Override
        public boolean replace(String key, Stored<byte[]> expected, Stored<byte[]> update) {
            Stored<byte[]> current = delegate.get(key);
            boolean same = expected != null
                    && current != null
                    && ByteTrial.text(expected).equals(ByteTrial.text(current));
            return delegate.replace(key, same ? current : expected, update);
        }
    }

    record Racy(Backend<String, byte[]> delegate) implements Single {

        @Override
        @SuppressWarnings("ThreadPriorityCheck") // So that the fault shows on a single processor as well.
        public boolean replace(String key, Stored<byte[]> expected, Stored<byte[]> update) {
            Stored<byte[]> current = delegate.get(key);
            if (expected == null
                    ? current != null
                    : current == null || !expected.token().equals(current.token())) {
                return false;
            }
            Thread.yield();
            if (update == null) {
                delegate.remove(key);
            } else {
                delegate.put(key, update);
            }
            return true;
        }
    }

    /** Recognises only what it has read itself. */
    record OwnTokens(Backend<String, byte[]> delegate, Object own) implements Single {

        OwnTokens(Backend<String, byte[]> delegate) {
            this(delegate, new Object());
        }

        private record Own(Object owner, Object token) {}

        @Override
        public Stored<byte[]> get(String key) {
            Stored<byte[]> read = delegate.get(key);
            return read == null ? null : read.as(read.value(), new Own(own, read.token()));
        }

        @Override
        public boolean replace(String key, Stored<byte[]> expected, Stored<byte[]> update) {
            if (expected == null) {
                return delegate.replace(key, null, update);
            }
            Own token = (Own) expected.token();
            return token.owner == own && delegate.replace(key, expected.as(expected.value(), token.token), update);
        }

        @Override
        public Iterator<Map.Entry<String, Stored<byte[]>>> entries() {
            Map<String, Stored<byte[]>> entries = new HashMap<>();
            delegate.entries().forEachRemaining(entry -> entries.put(entry.getKey(), get(entry.getKey())));
            return Collections.unmodifiableMap(entries).entrySet().iterator();
        }
    }

    /** Every twentieth read gives what an earlier one gave. */
    record Late(Backend<String, byte[]> delegate, Map<String, Stored<byte[]>> earlier, AtomicInteger reads)
            implements Single {

        Late(Backend<String, byte[]> delegate) {
            this(delegate, new ConcurrentHashMap<>(), new AtomicInteger());
        }

        @Override
        public Stored<byte[]> get(String key) {
            Stored<byte[]> stored = delegate.get(key);
            Stored<byte[]> older = stored == null ? null : earlier.put(key, stored);
            return reads.incrementAndGet() % 20 == 0 && older != null ? older : stored;
        }
    }

    record Remembering(Backend<String, byte[]> delegate, Map<String, Stored<byte[]>> read) implements Single {

        Remembering(Backend<String, byte[]> delegate) {
            this(delegate, Collections.synchronizedMap(new HashMap<>()));
        }

        @Override
        public Stored<byte[]> get(String key) {
            Stored<byte[]> known = read.get(key);
            Stored<byte[]> stored = known != null ? known : delegate.get(key);
            if (stored != null) {
                read.put(key, stored);
            }
            return stored;
        }

        @Override
        public void put(String key, Stored<byte[]> stored) {
            read.remove(key);
            delegate.put(key, stored);
        }

        @Override
        public boolean replace(String key, Stored<byte[]> expected, Stored<byte[]> update) {
            read.remove(key);
            return delegate.replace(key, expected, update);
        }

        @Override
        public boolean remove(String key) {
            read.remove(key);
            return delegate.remove(key);
        }

        @Override
        public void clear() {
            read.clear();
            delegate.clear();
        }
    }

    /** All namespaces in one, told apart by what keys begin with. */
    record Joined(Backend<String, byte[]> delegate, String prefix) implements Single {

        @Override
        public Stored<byte[]> get(String key) {
            return delegate.get(prefix + key);
        }

        @Override
        public void put(String key, Stored<byte[]> stored) {
            delegate.put(prefix + key, stored);
        }

        @Override
        public boolean replace(String key, Stored<byte[]> expected, Stored<byte[]> update) {
            return delegate.replace(prefix + key, expected, update);
        }

        @Override
        public boolean remove(String key) {
            return delegate.remove(prefix + key);
        }

        @Override
        public void clear() {
            entries().forEachRemaining(entry -> remove(entry.getKey()));
        }

        @Override
        public Iterator<Map.Entry<String, Stored<byte[]>>> entries() {
            List<Map.Entry<String, Stored<byte[]>>> own = new ArrayList<>();
            delegate.entries().forEachRemaining(entry -> {
                if (entry.getKey().startsWith(prefix)) {
                    own.add(Map.entry(entry.getKey().substring(prefix.length()), entry.getValue()));
                }
            });
            return List.copyOf(own).iterator();
        }
    }

    record Keys(Backend<String, byte[]> delegate, UnaryOperator<String> mangled) implements Single {

        @Override
        public Stored<byte[]> get(String key) {
            return delegate.get(mangled.apply(key));
        }

        @Override
        public void put(String key, Stored<byte[]> stored) {
            delegate.put(mangled.apply(key), stored);
        }

        @Override
        public boolean replace(String key, Stored<byte[]> expected, Stored<byte[]> update) {
            return delegate.replace(mangled.apply(key), expected, update);
        }

        @Override
        public boolean remove(String key) {
            return delegate.remove(mangled.apply(key));
        }
    }

    /** Cuts values off at their first end of a line. */
    record Lines(Backend<String, byte[]> delegate) implements Single {

        @Override
        public Stored<byte[]> get(String key) {
            Stored<byte[]> read = delegate.get(key);
            if (read == null) {
                return null;
            }
            byte[] bytes = ByteTrial.content(read);
            for (int i = 16; i < bytes.length - 1; i++) {
                if (bytes[i] == '\r' && bytes[i + 1] == '\n' || bytes[i] == 13) {
                    return read.as(Arrays.copyOf(bytes, i), read.token());
                }
            }
            return read;
        }
    }

    /** Reads in two halves. */
    record Torn(Backend<String, byte[]> delegate) implements Single {

        @Override
        @SuppressWarnings("ThreadPriorityCheck") // So that the fault shows on a single processor as well.
        public Stored<byte[]> get(String key) {
            Stored<byte[]> first = delegate.get(key);
            Thread.yield();
            Stored<byte[]> second = delegate.get(key);
            if (first == null || second == null) {
                return second;
            }
            byte[] bytes = ByteTrial.content(first);
            byte[] later = ByteTrial.content(second);
            int half = Math.min(bytes.length, later.length) / 2;
            System.arraycopy(bytes, 0, later, 0, half);
            return second.as(later, second.token());
        }
    }

    record AlwaysRemoving(Backend<String, byte[]> delegate) implements Single {

        @Override
        public boolean remove(String key) {
            delegate.remove(key);
            return true;
        }
    }

    record Leftover(Backend<String, byte[]> delegate) implements Single {

        @Override
        public void clear() {
            Iterator<Map.Entry<String, Stored<byte[]>>> entries = delegate.entries();
            if (entries.hasNext()) {
                entries.next();
                entries.forEachRemaining(entry -> delegate.remove(entry.getKey()));
            }
        }
    }

    record Iterating(
            Backend<String, byte[]> delegate,
            Function<Collection<Map.Entry<String, Stored<byte[]>>>, Collection<Map.Entry<String, Stored<byte[]>>>>
                    change)
            implements Single {

        @Override
        public Iterator<Map.Entry<String, Stored<byte[]>>> entries() {
            List<Map.Entry<String, Stored<byte[]>>> entries = new ArrayList<>();
            delegate.entries().forEachRemaining(entries::add);
            return change.apply(entries).iterator();
        }
    }

    /** Makes something else of the instant until which a value is to be kept. */
    record Until(Backend<String, byte[]> delegate, LongUnaryOperator change) implements Single {

        @Override
        public void put(String key, Stored<byte[]> stored) {
            delegate.put(key, changed(stored));
        }

        @Override
        public boolean replace(String key, Stored<byte[]> expected, Stored<byte[]> update) {
            return delegate.replace(key, expected, update == null ? null : changed(update));
        }

        private Stored<byte[]> changed(Stored<byte[]> stored) {
            return ByteTrial.until(change.applyAsLong(stored.keptUntil()), ByteTrial.content(stored));
        }
    }

    record Resurrecting(Backend<String, byte[]> delegate) implements Single {

        @Override
        public void touch(String key, Stored<byte[]> stored, long freshUntil) {
            delegate.put(key, stored.freshUntil(freshUntil));
        }
    }

    record CuttingOff(Backend<String, byte[]> delegate) implements Single {

        @Override
        public void put(String key, Stored<byte[]> stored) {
            delegate.put(key, cut(stored));
        }

        @Override
        public boolean replace(String key, Stored<byte[]> expected, Stored<byte[]> update) {
            return delegate.replace(key, expected, update == null ? null : cut(update));
        }

        private static Stored<byte[]> cut(Stored<byte[]> stored) {
            byte[] bytes = ByteTrial.content(stored);
            return stored.as(Arrays.copyOf(bytes, Math.min(bytes.length, HeapBytes.MAXIMUM)), null);
        }
    }

    record Refusing(Backend<String, byte[]> delegate, BackendException.Kind kind) implements Single {

        @Override
        public void put(String key, Stored<byte[]> stored) {
            check(stored);
            delegate.put(key, stored);
        }

        @Override
        public boolean replace(String key, Stored<byte[]> expected, Stored<byte[]> update) {
            check(update);
            return delegate.replace(key, expected, update);
        }

        private void check(Stored<byte[]> stored) {
            if (stored != null && ByteTrial.content(stored).length > HeapBytes.MAXIMUM) {
                throw new BackendException(kind, "something went wrong", null);
            }
        }
    }

    /** The connection breaks down at each value that is too large, and with it what others are about. */
    record Disturbed(Backend<String, byte[]> delegate, int[] broken) implements Single {

        Disturbed(Backend<String, byte[]> delegate) {
            this(delegate, new int[1]);
        }

        @Override
        public Stored<byte[]> get(String key) {
            if (broken[0] > 0 && key.startsWith("key:")) {
                throw new BackendException(BackendException.Kind.UNKNOWN, "the connection was lost", null);
            }
            return delegate.get(key);
        }

        @Override
        public void put(String key, Stored<byte[]> stored) {
            if (key.startsWith("large:")) {
                broken[0]++;
            }
            delegate.put(key, stored);
        }
    }

    record Mute(Backend<String, byte[]> delegate) implements Single {

        @Override
        public boolean watch(ChangeListener<? super String> listener) {
            return true;
        }
    }

    record Talkative(Backend<String, byte[]> delegate) implements Single {

        @Override
        public boolean watch(String key, ChangeListener<? super String> listener) {
            return delegate.watch(listener);
        }
    }

    record Knowing(Backend<String, byte[]> delegate) implements Single {

        @Override
        public Stored<byte[]> written(Stored<byte[]> stored) {
            return Stored.of(stored.value(), 0L);
        }
    }

    record Unclosed(Backend<String, byte[]> delegate, boolean[] closed) implements Single {

        Unclosed(Backend<String, byte[]> delegate) {
            this(delegate, new boolean[1]);
        }

        @Override
        public Stored<byte[]> get(String key) {
            return closed[0] ? null : delegate.get(key);
        }

        @Override
        public void close() {
            closed[0] = true;
            delegate.close();
        }
    }
}
