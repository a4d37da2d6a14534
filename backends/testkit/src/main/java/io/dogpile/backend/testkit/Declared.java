// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What a test class declares, and what it must not. */
final class Declared {

    private Declared() {}

    /** Fails if a test class overrides a test of a contract. */
    static void requireAllTestsOf(Class<?> contract, Class<?> testClass) {
        for (Method test : contract.getMethods()) {
            if (test.isAnnotationPresent(Test.class)) {
                assertThat(Arrays.stream(testClass.getMethods())
                                .filter(method -> isOverriding(method, test))
                                .map(Method::getDeclaringClass))
                        .as(
                                "where %s is declared (what a backend cannot do is said by cannot... methods)",
                                test.getName())
                        .containsOnly(test.getDeclaringClass());
            }
        }
    }

    private static boolean isOverriding(Method method, Method test) {
        return method.getName().equals(test.getName())
                && Arrays.equals(method.getParameterTypes(), test.getParameterTypes());
    }

    /** Reports something that cannot be done, if so, for which there must be a reason. */
    static void report(TestReporter reporter, String what, Optional<String> why) {
        why.ifPresent(reason -> {
            assertThat(reason).as("the reason of '%s'", what).isNotBlank();
            reporter.publishEntry(what, reason);
        });
    }
}
