// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import org.jspecify.annotations.Nullable;

/**
 * What the operations of {@link javax.cache.Cache} on one entry mean. How they count follows the table "Statistics effects of
 * cache operations" of the specification (1.1, section 12.4).
 */
final class Operations {

    private Operations() {}

    static <V> Operation<V, Boolean> put(V value) {
        return new Put<>(value);
    }

    static <V> Operation<V, @Nullable V> getAndPut(V value) {
        return new GetAndPut<>(value);
    }

    static <V> Operation<V, Boolean> putIfAbsent(V value) {
        return new PutIfAbsent<>(value);
    }

    static <V> Operation<V, Boolean> remove() {
        return Remove.one();
    }

    static <V> Operation<V, @Nullable V> getAndRemove() {
        return new GetAndRemove<>();
    }

    static <V> Operation<V, Boolean> remove(V expected) {
        return new RemoveExpected<>(expected);
    }

    static <V> Operation<V, Boolean> replace(V value) {
        return new Replace<>(value);
    }

    static <V> Operation<V, Boolean> replace(V expected, V value) {
        return new ReplaceExpected<>(expected, value);
    }

    static <V> Operation<V, @Nullable V> getAndReplace(V value) {
        return new GetAndReplace<>(value);
    }

    private record Put<V>(V value) implements Operation<V, Boolean> {

        @Override
        public Change<V> on(@Nullable V live) {
            return new Change.Put<>(value);
        }

        @Override
        public Boolean result(@Nullable V live, Change<V> made) {
            return true;
        }

        @Override
        public Lookup lookup(@Nullable V live) {
            return Lookup.UNCOUNTED;
        }
    }

    private record GetAndPut<V>(V value) implements Operation<V, @Nullable V> {

        @Override
        public Change<V> on(@Nullable V live) {
            return new Change.Put<>(value);
        }

        @Override
        public @Nullable V result(@Nullable V live, Change<V> made) {
            return live;
        }
    }

    private record PutIfAbsent<V>(V value) implements Operation<V, Boolean> {

        @Override
        public Change<V> on(@Nullable V live) {
            return live == null ? new Change.Put<>(value) : Change.none();
        }

        @Override
        public Boolean result(@Nullable V live, Change<V> made) {
            return live == null;
        }
    }

    private record Remove<V>() implements Operation<V, Boolean> {

        private static final Operation<?, Boolean> ONE = new Remove<>();

        @SuppressWarnings("unchecked") // It has no value of any type.
        private static <V> Operation<V, Boolean> one() {
            return (Operation<V, Boolean>) ONE;
        }

        @Override
        public Change<V> on(@Nullable V live) {
            return Change.remove();
        }

        @Override
        public Boolean result(@Nullable V live, Change<V> made) {
            return live != null;
        }

        @Override
        public Lookup lookup(@Nullable V live) {
            return Lookup.UNCOUNTED;
        }
    }

    private record GetAndRemove<V>() implements Operation<V, @Nullable V> {

        @Override
        public Change<V> on(@Nullable V live) {
            return Change.remove();
        }

        @Override
        public @Nullable V result(@Nullable V live, Change<V> made) {
            return live;
        }
    }

    private record RemoveExpected<V>(V expected) implements Operation<V, Boolean> {

        @Override
        public Change<V> on(@Nullable V live) {
            if (live == null) {
                return Change.none();
            }
            return live.equals(expected) ? Change.remove() : Change.access();
        }

        @Override
        public Boolean result(@Nullable V live, Change<V> made) {
            return made.isWrite();
        }
    }

    private record Replace<V>(V value) implements Operation<V, Boolean> {

        @Override
        public Change<V> on(@Nullable V live) {
            return live == null ? Change.none() : new Change.Put<>(value);
        }

        @Override
        public Boolean result(@Nullable V live, Change<V> made) {
            return live != null;
        }
    }

    private record ReplaceExpected<V>(V expected, V value) implements Operation<V, Boolean> {

        @Override
        public Change<V> on(@Nullable V live) {
            if (live == null) {
                return Change.none();
            }
            return live.equals(expected) ? new Change.Put<>(value) : Change.access();
        }

        @Override
        public Boolean result(@Nullable V live, Change<V> made) {
            return made.isWrite();
        }
    }

    private record GetAndReplace<V>(V value) implements Operation<V, @Nullable V> {

        @Override
        public Change<V> on(@Nullable V live) {
            return live == null ? Change.none() : new Change.Put<>(value);
        }

        @Override
        public @Nullable V result(@Nullable V live, Change<V> made) {
            return live;
        }
    }
}
