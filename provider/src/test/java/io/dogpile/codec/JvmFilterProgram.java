// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static io.dogpile.codec.Store.stored;

import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Status;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** Reads a class that the region allows, in a JVM that may have a filter of its own; {@link JvmFilterTest} starts it. */
final class JvmFilterProgram {

    /** What the region holds. */
    record Book(String title) implements Serializable {}

    /** What {@code jdk.serialFilterFactory} may name: no books, whatever a stream's own filter says. */
    public static final class NoBooks implements BinaryOperator<ObjectInputFilter> {

        @Override
        public ObjectInputFilter apply(ObjectInputFilter current, ObjectInputFilter next) {
            ObjectInputFilter wide = info -> info.serialClass() == Book.class ? Status.REJECTED : Status.UNDECIDED;
            return next == null ? wide : ObjectInputFilter.merge(next, wide);
        }
    }

    private JvmFilterProgram() {}

    public static void main(String[] arguments) {
        Store store = new Store();
        EncodingBackend<Object, Object> backend = store.open();
        backend.put("book", stored(new Book("Moby-Dick")));
        backend.put("list", stored(new ArrayList<>(List.of("anything else"))));

        System.out.println("book=" + backend.get("book").value());
        System.out.println("list=" + backend.get("list").value());
        System.out.println("failures=" + store.details);
    }
}
