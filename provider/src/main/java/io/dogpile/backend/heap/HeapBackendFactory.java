// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.heap;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.BackendFactory;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToIntBiFunction;

/**
 * Makes {@linkplain HeapBackend heap backends}, named {@code heap}.
 *
 * <p>Arguments: {@code maximum-size}, a number of entries; or {@code maximum-weight} together with {@code weigher}, the name of
 * a class with a public constructor without parameters that implements {@code ToIntBiFunction<K, V>}. Without them the backend
 * has no bound.
 */
public final class HeapBackendFactory implements BackendFactory {

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public <K, V> Backend<K, V> create(BackendContext context) {
        Arguments arguments = context.arguments();
        OptionalLong size = arguments.positive("maximum-size");
        OptionalLong weight = arguments.positive("maximum-weight");
        Optional<String> weigher = arguments.text("weigher");
        arguments.requireNoneLeft();
        if (size.isPresent() && weight.isPresent()) {
            throw arguments.refused("'maximum-size' cannot be combined with 'maximum-weight'");
        }
        if (weight.isPresent() != weigher.isPresent()) {
            throw arguments.refused("'maximum-weight' and 'weigher' need each other");
        }
        if (weight.isPresent()) {
            return HeapBackend.ofWeight(
                    weight.getAsLong(), weigher(weigher.orElseThrow(), context), context.onEviction());
        }
        return size.isPresent()
                ? HeapBackend.ofEntries(size.getAsLong(), context.onEviction())
                : HeapBackend.unbounded();
    }

    @SuppressWarnings(
            "unchecked") // What the class takes is known to whoever named it; a mismatch shows at the first put.
    private static <K, V> ToIntBiFunction<K, V> weigher(String className, BackendContext context) {
        try {
            return Class.forName(className, true, context.classLoader())
                    .asSubclass(ToIntBiFunction.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "backend 'heap' of region '" + context.region() + "': cannot use '" + className
                            + "' as weigher: it must be a public class that implements ToIntBiFunction and has a public"
                            + " constructor without parameters",
                    e);
        }
    }
}
