// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile;

import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

/** The words that {@link ArchitectureTest} is written in. */
final class ArchitectureRules {
    private ArchitectureRules() {}

    /** A choke point: all that {@code what} finds is found in one top-level class, nested classes and lambdas included. */
    static ArchRule onOneClassAtMost(String description, Function<JavaClass, Stream<String>> what) {
        return ArchRuleDefinition.classes()
                .should(new ChokePoint(description, what))
                .allowEmptyShould(true);
    }

    /** Calls of, and references to, the methods that {@code contracts} declare, on any type that implements one. */
    static Function<JavaClass, Stream<String>> calls(Class<?>... contracts) {
        return caller -> caller.getAccessesFromSelf().stream()
                .filter(access -> Arrays.stream(contracts).anyMatch(contract -> isCallOf(contract, access)))
                .map(JavaAccess::getDescription);
    }

    static Function<JavaClass, Stream<String>> dependencies(DescribedPredicate<? super JavaClass> on) {
        return user -> user.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> on.test(dependency.getTargetClass()))
                .map(Object::toString);
    }

    static DescribedPredicate<JavaClass> partOf(String topLevelClass) {
        return partOf(Set.of(topLevelClass));
    }

    static DescribedPredicate<JavaClass> partOf(Set<String> topLevelClasses) {
        return DescribedPredicate.describe(
                "part of " + topLevelClasses,
                type -> topLevelClasses.contains(topLevel(type).getSimpleName()));
    }

    static DescribedPredicate<JavaAccess<?>> readingTheClock() {
        return accessing("the JDK's clocks", (owner, method) -> switch (method.getName()) {
            case "nanoTime", "currentTimeMillis" -> owner.isEquivalentTo(System.class);
            case "now" -> owner.getPackageName().startsWith("java.time");
            case "system", "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds", "tickMinutes" ->
                owner.isEquivalentTo(Clock.class) || owner.isEquivalentTo(InstantSource.class);
            case "<init>" ->
                owner.isEquivalentTo(Date.class) && method.getParameterTypes().isEmpty();
            default -> false;
        });
    }

    static DescribedPredicate<JavaAccess<?>> sleeping() {
        return accessing(
                "a sleep",
                (owner, method) -> method.getName().equals("sleep")
                        && (owner.isAssignableTo(Thread.class) || owner.isEquivalentTo(TimeUnit.class)));
    }

    static DescribedPredicate<JavaAccess<?>> asyncWithoutAnExecutor() {
        return accessing("the common pool", (owner, method) -> switch (method.getName()) {
            case "commonPool" -> owner.isEquivalentTo(ForkJoinPool.class);
            case "parallel" -> owner.isAssignableTo(BaseStream.class);
            case "parallelStream" -> owner.isAssignableTo(Collection.class);
            default ->
                owner.isAssignableTo(CompletionStage.class)
                        && method.getName().endsWith("Async")
                        && method.getRawParameterTypes().stream()
                                .noneMatch(type -> type.isAssignableTo(Executor.class));
        });
    }

    static DescribedPredicate<JavaAccess<?>> readingTheEnvironment() {
        return accessing("system properties or the environment", (owner, method) -> switch (method.getName()) {
            case "getProperty", "getProperties", "getenv" -> owner.isEquivalentTo(System.class);
            case "getInteger" -> owner.isEquivalentTo(Integer.class);
            case "getLong" -> owner.isEquivalentTo(Long.class);
            case "getBoolean" -> owner.isEquivalentTo(Boolean.class);
            default -> false;
        });
    }

    static ArchCondition<JavaClass> beClosedToExtension() {
        return new ArchCondition<>("be final or sealed, or an interface, a record or an enum") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Class<?> loaded = type.reflect();
                boolean closed = loaded.isInterface()
                        || loaded.isEnum()
                        || loaded.isSealed()
                        || Modifier.isFinal(loaded.getModifiers());
                if (!closed) {
                    events.add(SimpleConditionEvent.violated(type, type.getDescription() + " can be extended"));
                }
            }
        };
    }

    private interface Target {
        boolean is(JavaClass owner, CodeUnitAccessTarget method);
    }

    private static DescribedPredicate<JavaAccess<?>> accessing(String description, Target target) {
        return DescribedPredicate.describe(
                description,
                access -> access.getTarget() instanceof CodeUnitAccessTarget method
                        && target.is(access.getTargetOwner(), method));
    }

    private static boolean isCallOf(Class<?> contract, JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget
                && access.getTargetOwner().isAssignableTo(contract)
                && Arrays.stream(contract.getMethods()).map(Method::getName).anyMatch(access.getName()::equals);
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRules::topLevel).orElse(type);
    }

    private static final class ChokePoint extends ArchCondition<JavaClass> {
        private final Function<JavaClass, Stream<String>> what;
        private final TreeMap<String, Set<String>> found = new TreeMap<>();

        ChokePoint(String description, Function<JavaClass, Stream<String>> what) {
            super("be the only one to " + description);
            this.what = what;
        }

        @Override
        public void init(Collection<JavaClass> all) {
            found.clear();
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            Set<String> uses = what.apply(type).collect(toSet());
            if (!uses.isEmpty()) {
                found.merge(
                        topLevel(type).getName(),
                        uses,
                        (a, b) -> Stream.of(a, b).flatMap(Set::stream).collect(toSet()));
            }
        }

        @Override
        public void finish(ConditionEvents events) {
            if (found.size() > 1) {
                found.forEach((name, uses) ->
                        uses.forEach(use -> events.add(SimpleConditionEvent.violated(name, name + ": " + use))));
            }
        }
    }
}
