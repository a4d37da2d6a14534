// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.heap.HeapBackend;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A proxy passes on whatever it does not change: a method that is forgotten would bypass the backend's own. */
class ForwardingBackendTest {

    /** Made of what others are, so that a proxy that changes those changes these. */
    private static final Set<String> MADE_OF_OTHERS = Set.of("exchange", "recalled");

    static Stream<Method> operations() {
        return Arrays.stream(Backend.class.getMethods())
                .filter(method -> !method.isSynthetic() && !MADE_OF_OTHERS.contains(method.getName()));
    }

    @Test
    void an_exchange_is_what_the_proxy_makes_of_replacing_and_reading() {
        Stored<String> expected = Stored.of("expected", 1);
        Stored<String> told = Stored.of("told by the proxy", 2);
        HeapBackend<String, String> behind = HeapBackend.unbounded();
        ForwardingBackend<String, String> proxy = new ForwardingBackend<>() {
            @Override
            public Backend<String, String> delegate() {
                return behind;
            }

            @Override
            public boolean replace(String key, Stored<String> seen, Stored<String> update) {
                return seen != expected && behind.replace(key, seen, update);
            }

            @Override
            public Stored<String> current(String key) {
                return told;
            }
        };

        assertThat(proxy.exchange("key", null, told)).isEqualTo(Exchange.succeeded());
        assertThat(proxy.exchange("key", expected, told)).isEqualTo(Exchange.refused(told));
        assertThat(proxy.recalled("key")).isNull();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_operation_reaches_the_backend_behind(Method operation) throws Exception {
        List<String> called = new ArrayList<>();
        Backend<?, ?> behind = (Backend<?, ?>) Proxy.newProxyInstance(
                Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, (proxy, method, arguments) -> {
                    called.add(method.getName());
                    return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
                });
        @SuppressWarnings("unchecked")
        ForwardingBackend<Object, Object> forwarding = () -> (Backend<Object, Object>) behind;

        Object result = operation.invoke(forwarding, argumentsOf(operation));

        assertThat(called).containsExactly(operation.getName());
        assertThat(result).isEqualTo(operation.getReturnType() == boolean.class ? true : null);
    }

    private static Object[] argumentsOf(Method operation) {
        return Arrays.stream(operation.getParameterTypes())
                .map(type -> type == long.class ? Long.valueOf(1) : null)
                .toArray();
    }
}
