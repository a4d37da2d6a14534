// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A proxy passes on whatever it does not change: a method that is forgotten would bypass the backend's own. */
class ForwardingBackendTest {

    static Stream<Method> operations() {
        return Arrays.stream(Backend.class.getMethods()).filter(method -> !method.isSynthetic());
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
