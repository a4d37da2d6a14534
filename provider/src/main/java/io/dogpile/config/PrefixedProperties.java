// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads the options of one region from properties of an application's, among which they have a prefix in common. */
public final class PrefixedProperties {

    private PrefixedProperties() {}

    /**
     * The options that properties with that prefix set.
     *
     * @param properties keys and values are texts; {@link Properties} with their defaults
     * @param prefix such as {@code cache.books.}
     * @throws ConfigurationException if there is none with that prefix, or one of those is unknown, for caches only, or refused
     */
    public static Options read(Map<?, ?> properties, String prefix) {
        return read(properties, prefix, Placeholders.system());
    }

    static Options read(Map<?, ?> properties, String prefix, Placeholders placeholders) {
        Map<String, Object> chosen = new TreeMap<>();
        all(properties).forEach((key, value) -> {
            if (key instanceof String name && name.startsWith(prefix)) {
                chosen.put(name, value);
            }
        });
        if (chosen.isEmpty()) {
            throw new ConfigurationException("properties: none of the keys begins with '" + prefix + "'");
        }
        Options options = Options.none();
        for (Map.Entry<String, Object> property : chosen.entrySet()) {
            options = with(options, property, prefix, placeholders);
        }
        return options;
    }

    private static Options with(
            Options before, Map.Entry<String, Object> property, String prefix, Placeholders placeholders) {
        Origin origin = new Origin("properties", 0, property.getKey());
        String name = property.getKey().substring(prefix.length());
        if (!(property.getValue() instanceof String text)) {
            throw new ConfigurationException(origin + ": is no text");
        }
        if (Option.named(name)
                .filter(option -> option.scope() == Option.Scope.CACHE)
                .isPresent()) {
            throw new ConfigurationException(origin + ": is an option of caches, and this is a region without one");
        }
        return before.withText(name, placeholders.expand(text.strip(), origin), text, origin);
    }

    private static Map<?, ?> all(Map<?, ?> properties) {
        if (!(properties instanceof Properties texts)) {
            return properties;
        }
        // Properties hide their defaults from those who take them for a map.
        Map<Object, Object> all = new LinkedHashMap<>(texts);
        texts.stringPropertyNames().forEach(name -> all.put(name, texts.getProperty(name)));
        return all;
    }
}
