// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.dogpile.ArchitectureRules.asyncWithoutAnExecutor;
import static io.dogpile.ArchitectureRules.beClosedToExtension;
import static io.dogpile.ArchitectureRules.calls;
import static io.dogpile.ArchitectureRules.dependencies;
import static io.dogpile.ArchitectureRules.onOneClassAtMost;
import static io.dogpile.ArchitectureRules.partOf;
import static io.dogpile.ArchitectureRules.readingTheClock;
import static io.dogpile.ArchitectureRules.readingTheEnvironment;
import static io.dogpile.ArchitectureRules.sleeping;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** The arrows between packages, the choke points and the bans that the design stands on. */
@ArchTag("architecture")
@AnalyzeClasses(packages = "io.dogpile", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String BACKEND = "io.dogpile.backend";
    private static final String HEAP = "io.dogpile.backend.heap";
    private static final String CODEC = "io.dogpile.codec";
    private static final String CONFIG = "io.dogpile.config";
    private static final String REGION = "io.dogpile.region";
    private static final String JCACHE = "io.dogpile.jcache..";

    /** What every package may know. */
    private static final List<String> JDK_AND_NULLNESS =
            List.of("java..", "javax.crypto..", "javax.xml..", "org.w3c.dom..", "org.xml.sax..", "org.jspecify..");

    private static final String LOGGING = "org.slf4j..";
    private static final String CAFFEINE = "com.github.benmanes.caffeine..";

    /** Time comes in from outside; these are where the outside begins. */
    private static final Set<String> CLOCK_READERS = Set.of("Environment");

    @ArchTest
    static final ArchRule settings_know_only_the_jdk = onlyKnows(CONFIG);

    @ArchTest
    static final ArchRule backends_know_only_the_jdk = onlyKnows(BACKEND);

    @ArchTest
    static final ArchRule the_heap_knows_backends_and_caffeine = onlyKnows(HEAP, BACKEND, CAFFEINE);

    @ArchTest
    static final ArchRule codecs_know_only_backends = onlyKnows(CODEC, BACKEND);

    @ArchTest
    static final ArchRule regions_know_backends_codecs_and_settings =
            onlyKnows(REGION, BACKEND, HEAP, CODEC, CONFIG, LOGGING);

    @ArchTest
    static final ArchRule only_the_builder_of_regions_names_the_heap = noClasses()
            .that()
            .resideInAPackage(REGION)
            .and(not(partOf("Storage")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HEAP)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobody_but_the_facade_knows_javax_cache =
            onlyIn(JCACHE, "javax.cache..").because("regions are usable without JCache");

    @ArchTest
    static final ArchRule nobody_but_the_heap_knows_caffeine = onlyIn(HEAP, CAFFEINE);

    @ArchTest
    static final ArchRule every_class_has_a_package_of_the_design = classes()
            .should()
            .resideInAnyPackage(BACKEND, HEAP, CODEC, CONFIG, REGION, JCACHE)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.dogpile.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule one_class_calls_loaders = onOneClassAtMost("call a CacheLoader", calls(CacheLoader.class));

    @ArchTest
    static final ArchRule one_class_calls_writers = onOneClassAtMost("call a CacheWriter", calls(CacheWriter.class));

    @ArchTest
    static final ArchRule one_class_calls_expiry_policies =
            onOneClassAtMost("call an ExpiryPolicy", calls(ExpiryPolicy.class));

    @ArchTest
    static final ArchRule one_class_calls_listeners_and_their_filters = onOneClassAtMost(
            "call listeners or filters",
            calls(
                    CacheEntryCreatedListener.class,
                    CacheEntryUpdatedListener.class,
                    CacheEntryRemovedListener.class,
                    CacheEntryExpiredListener.class,
                    CacheEntryEventFilter.class));

    @ArchTest
    static final ArchRule one_class_knows_jmx = onOneClassAtMost(
            "use javax.management", dependencies(resideInAnyPackage("javax.management..", "java.lang.management..")));

    @ArchTest
    static final ArchRule one_class_deserializes =
            onOneClassAtMost("use ObjectInputStream", dependencies(type(ObjectInputStream.class)));

    @ArchTest
    static final ArchRule the_clocks_of_the_jdk_are_read_where_time_enters = noClasses()
            .that(not(partOf(CLOCK_READERS)))
            .should()
            .accessTargetWhere(readingTheClock())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobody_sleeps =
            noClasses().should().accessTargetWhere(sleeping()).allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobody_borrows_the_common_pool =
            noClasses().should().accessTargetWhere(asyncWithoutAnExecutor()).allowEmptyShould(true);

    @ArchTest
    static final ArchRule no_method_is_synchronized =
            methods().should().notHaveModifier(SYNCHRONIZED).allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_settings_read_the_environment = noClasses()
            .that()
            .resideOutsideOfPackage(CONFIG)
            .should()
            .accessTargetWhere(readingTheEnvironment())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule classes_are_closed_to_extension =
            classes().that().areTopLevelClasses().should(beClosedToExtension()).allowEmptyShould(true);

    @ArchTest
    static final ArchRule names_say_what_a_class_is = classes()
            .should()
            .haveSimpleNameNotEndingWith("Impl")
            .andShould()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotStartingWith("Abstract")
            .andShould()
            .haveSimpleNameNotStartingWith("Base")
            .allowEmptyShould(true);

    private static ArchRule onlyKnows(String knower, String... known) {
        String[] all = Stream.of(List.of(knower), List.of(known), JDK_AND_NULLNESS)
                .flatMap(List::stream)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(knower)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(all)
                .allowEmptyShould(true);
    }

    private static ArchRule onlyIn(String knower, String known) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(knower)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(known)
                .allowEmptyShould(true);
    }
}
