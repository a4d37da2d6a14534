// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.tck;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes reports as surefire would for a run of the TCK in which all went well, or for one with the given blemishes. */
final class DoctoredReports {

    private final Map<String, String> properties = new LinkedHashMap<>(Map.of(
            "tck.build", "today",
            "javax.cache.CacheManager", "io.dogpile.jcache.DogpileCacheManager",
            "javax.cache.Cache", "io.dogpile.jcache.RegionCache",
            "javax.cache.Cache.Entry", "io.dogpile.jcache.CacheEntry",
            "org.jsr107.tck.support.server.address", "127.0.0.1"));
    private final List<String> firstClass = new ArrayList<>();
    private int classes = 39;
    private int tests = 479;

    DoctoredReports tests(int count) {
        tests = count;
        return this;
    }

    DoctoredReports classes(int count) {
        classes = count;
        return this;
    }

    DoctoredReports property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    DoctoredReports without(String property) {
        properties.remove(property);
        return this;
    }

    /** One of the tests says that it has been left out. */
    DoctoredReports leftOut(String className, String name) {
        String said = "INFO: ===== EXCLUDING TEST '%s'\t'%s'.\n".formatted(className, name);
        return test(name, "<system-err><![CDATA[" + said + "]]></system-err>");
    }

    /** One of the tests has this inside its element. */
    DoctoredReports test(String name, String content) {
        firstClass.add(testcase("org.jsr107.tck.CachingTest", name, content));
        return this;
    }

    /** What the gate reads out of these reports. */
    TckRun written(Path folder) throws IOException {
        long named = firstClass.stream().distinct().count();
        for (int i = 0; i < classes; i++) {
            int count = i == 0 ? tests - (classes - 1) * 10 - (int) named : 10;
            StringBuilder cases = new StringBuilder(i == 0 ? String.join("", firstClass) : "");
            for (int test = 0; test < count; test++) {
                cases.append(testcase("Test" + i, "test" + test, ""));
            }
            Files.writeString(folder.resolve("TEST-Test" + i + ".xml"), suite(cases.toString()));
        }
        return TckRun.of(TckReport.in(folder));
    }

    private String suite(String cases) {
        return properties.entrySet().stream()
                .map(entry -> "<property name=\"%s\" value=\"%s\"/>".formatted(entry.getKey(), entry.getValue()))
                .collect(joining("", "<testsuite><properties>", "</properties>" + cases + "</testsuite>"));
    }

    private static String testcase(String className, String name, String content) {
        return "<testcase classname=\"%s\" name=\"%s\">%s</testcase>".formatted(className, name, content);
    }
}
