// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of the JDK that make nothing happen when they are read, whatever they hold. Left out on purpose is what looks
 * harmless and is not: {@code java.net.URL} asks name servers for its hash code, proxies and lambdas run code.
 */
final class JdkTypes {

    /** All of {@code java.time} are values, and its serial forms check themselves. */
    static final Set<String> PACKAGES = Set.of("java.time", "java.time.chrono", "java.util.concurrent.atomic");

    static final Set<String> NAMES = Stream.of(
                    in(
                            "java.lang.",
                            "Boolean Byte Character Double Enum Float Integer Long Number Object Record Short String"
                                    + " String$CaseInsensitiveComparator"),
                    in("java.math.", "BigDecimal BigInteger MathContext RoundingMode"),
                    in("java.net.", "URI"),
                    in("java.sql.", "Date Time Timestamp"),
                    in(
                            "java.util.",
                            "AbstractCollection AbstractList AbstractMap AbstractMap$SimpleEntry"
                                    + " AbstractMap$SimpleImmutableEntry AbstractQueue AbstractSequentialList AbstractSet"
                                    + " ArrayDeque ArrayList Arrays$ArrayList BitSet CollSer"
                                    + " Comparators$NaturalOrderComparator Currency Date EnumMap EnumSet"
                                    + " EnumSet$SerializationProxy HashMap HashSet Hashtable JumboEnumSet LinkedHashMap LinkedHashSet"
                                    + " LinkedList Locale Map$Entry PriorityQueue Properties RegularEnumSet Stack TreeMap TreeSet UUID"
                                    + " Vector"),
                    in(
                            "java.util.Collections$",
                            "CopiesList EmptyList EmptyMap EmptySet ReverseComparator ReverseComparator2 SetFromMap"
                                    + " SingletonList SingletonMap SingletonSet SynchronizedCollection SynchronizedList"
                                    + " SynchronizedMap SynchronizedRandomAccessList SynchronizedSet SynchronizedSortedMap"
                                    + " SynchronizedSortedSet UnmodifiableCollection UnmodifiableList UnmodifiableMap"
                                    + " UnmodifiableMap$UnmodifiableEntrySet UnmodifiableNavigableMap"
                                    + " UnmodifiableNavigableSet UnmodifiableRandomAccessList"
                                    + " UnmodifiableSequencedCollection UnmodifiableSequencedMap UnmodifiableSequencedSet"
                                    + " UnmodifiableSet UnmodifiableSortedMap UnmodifiableSortedSet"),
                    in("java.util.ImmutableCollections$", "List12 ListN Map1 MapN Set12 SetN SubList"),
                    in(
                            "java.util.concurrent.",
                            "ConcurrentHashMap ConcurrentHashMap$CollectionView ConcurrentHashMap$KeySetView"
                                    + " ConcurrentHashMap$Segment ConcurrentLinkedDeque ConcurrentLinkedQueue"
                                    + " ConcurrentSkipListMap ConcurrentSkipListSet CopyOnWriteArrayList CopyOnWriteArraySet"
                                    + " TimeUnit"),
                    in(
                            "java.util.concurrent.locks.",
                            "AbstractOwnableSynchronizer AbstractQueuedSynchronizer ReentrantLock"
                                    + " ReentrantLock$NonfairSync ReentrantLock$Sync"))
            .flatMap(names -> names)
            .collect(Collectors.toUnmodifiableSet());

    private JdkTypes() {}

    private static Stream<String> in(String prefix, String names) {
        return Stream.of(names.split(" ")).map(prefix::concat);
    }
}
