// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads what {@link Properties} reads, and knows the lines. The JDK resolves the escapes of each logical line, so that
 * they are the JDK's; only where a logical line begins and ends is decided here.
 */
final class PropertiesText {

    private PropertiesText() {}

    /** The entries in the order of the file; the same key twice is refused. */
    static List<Property> read(String file, String content) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        List<Property> properties = new ArrayList<>();
        for (LogicalLine line : LogicalLine.split(content)) {
            for (Property property : entries(file, line)) {
                Origin origin = property.origin();
                Integer first = lines.putIfAbsent(origin.key(), origin.line());
                if (first != null) {
                    throw new ConfigurationException(origin + ": set twice, the first time in line " + first);
                }
                properties.add(property);
            }
        }
        return properties;
    }

    private static List<Property> entries(String file, LogicalLine line) {
        Properties entries = new Properties();
        try {
            entries.load(new StringReader(line.text()));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "%s:%s: a \\u is not followed by four hexadecimal digits; a backslash itself is written \\\\"
                            .formatted(file, line.number()));
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
        return entries.stringPropertyNames().stream()
                .map(key -> new Property(
                        new Origin(file, line.number(), key),
                        entries.getProperty(key).strip()))
                .toList();
    }
}
