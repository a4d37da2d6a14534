// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.config.ClassNames;
import io.dogpile.config.ConfigurationException;
import io.dogpile.config.Option;
import io.dogpile.config.Options;
import io.dogpile.config.Origin;
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
        try {
            Class<?> type = Class.forName(name, true, classLoader);
            return (Backend<K, V>)
                    Backend.class.cast(type.getConstructor(Backend.class).newInstance(inner));
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            String where = options.origin(Option.WRAP).map(Origin::toString).orElse(Option.WRAP.name());
            throw new ConfigurationException(
                    where + ": '" + name + "' must be a public class that is a " + Backend.class.getName()
                            + " and has a public constructor that takes another one: " + e,
                    e);
        }
    }
}
