// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Where the figures come from. */
public record Machine(int cores, String processor, long memoryBytes, String system, String jdk) {
    public static Machine here() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                processorName(),
                system.getTotalMemorySize(),
                system.getName() + " " + system.getArch(),
                System.getProperty("java.vendor") + " " + Runtime.version());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d cores of %s, %.0f GiB, %s, JDK %s",
                cores,
                processor,
                memoryBytes / 0x1p30,
                system,
                jdk);
    }

    private static String processorName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("an unnamed processor");
        } catch (IOException notLinux) {
            return "an unknown processor";
        }
    }
}
