// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names the classes whose objects a region reads and writes: the JDK's plain values and collections, what the declared types are
 * made of, and what the configuration allows. Thread-safe.
 */
final class AllowList {

    private static final String WHOLE_PACKAGE = ".*";
    private static final String PACKAGES_BELOW = ".**";

    private final String region;
    private final Set<String> names = new HashSet<>(JdkTypes.NAMES);
    private final Set<String> packages = new HashSet<>(JdkTypes.PACKAGES);
    private final List<String> prefixes;

    AllowList(String region, Types types) {
        this.region = region;
        names.addAll(DeclaredTypes.of(types.key(), types.value()));
        for (String pattern : types.allow()) {
            if (pattern.endsWith(WHOLE_PACKAGE)) {
                packages.add(pattern.substring(0, pattern.length() - WHOLE_PACKAGE.length()));
            } else if (!pattern.endsWith(PACKAGES_BELOW)) {
                names.add(pattern);
            }
        }
        prefixes = types.allow().stream()
                .filter(pattern -> pattern.endsWith(PACKAGES_BELOW))
                .map(pattern -> pattern.substring(0, pattern.length() - PACKAGES_BELOW.length() + 1))
                .toList();
    }

    /** Whether objects of the class may be read; arrays may if their elements may. */
    boolean permits(String className) {
        String name = element(className);
        return name.isEmpty() || names.contains(name) || permitsPackageOf(name) || hasPrefix(name);
    }

    /** What to tell whoever met a class that is not allowed. */
    String refusal(String className) {
        String name = element(className);
        return "class " + name + " is not allowed in region '" + region
                + "'; if it shall be, set the region's option 'allow' to " + name
                + " (several are separated by commas)";
    }

    private boolean permitsPackageOf(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && packages.contains(name.substring(0, dot));
    }

    private boolean hasPrefix(String name) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** The class of an array's elements, in which only objects matter: empty for primitive ones. */
    private static String element(String className) {
        int dimensions = 0;
        while (dimensions < className.length() && className.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions == 0) {
            return className;
        }
        boolean objects = className.startsWith("L", dimensions) && className.endsWith(";");
        return objects ? className.substring(dimensions + 1, className.length() - 1) : "";
    }
}
