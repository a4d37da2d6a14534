// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.config.ClassNames;
import io.dogpile.config.Option;
import io.dogpile.config.Options;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The proxies around a region's store.
 *
 * @param options name classes of proxies, the outermost first
 * @param classLoader finds these
 * @param wraps put others around those, the last one outermost
 */
record Proxies<K, V>(Options options, ClassLoader classLoader, List<UnaryOperator<Backend<K, V>>> wraps) {

    /** The store below all proxies. */
    static Backend<?, ?> innermost(Backend<?, ?> backend) {
        Backend<?, ?> inner = backend;
        while (inner instanceof ForwardingBackend<?, ?> proxy) {
            inner = proxy.delegate();
        }
        return inner;
    }

    Backend<K, V> around(Backend<K, V> store) {
        Backend<K, V> stack = store;
        List<String> names = options.value(Option.WRAP).map(ClassNames::names).orElse(List.of());
        for (int i = names.size() - 1; i >= 0; i--) {
            stack = named(names.get(i), stack);
        }
        for (UnaryOperator<Backend<K, V>> wrap : wraps) {
            stack = wrap.apply(stack);
        }
        return stack;
    }

    @SuppressWarnings("unchecked") // What the class says of keys and values is not known at run time.
    private Backend<K, V> named(String name, Backend<K, V> inner) {
        return (Backend<K, V>) new NamedParts(options, Option.WRAP, classLoader)
                .make(
                        name,
                        Backend.class,
                        "that takes another one",
                        type -> type.getConstructor(Backend.class).newInstance(inner));
    }
}
