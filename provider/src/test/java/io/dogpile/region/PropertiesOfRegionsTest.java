// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.backend.Stored;
import io.dogpile.config.ConfigurationException;
import io.dogpile.config.Regeneration;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Regions that are configured by properties with a prefix. */
class PropertiesOfRegionsTest {

    private static final String PREFIX = "cache.books.";

    @AutoClose
    private final Region<String, String> region = Region.unconfigured("books");

    /** Tells of reads. */
    public record Outer<K, V>(Backend<K, V> delegate) implements ForwardingBackend<K, V> {

        static final List<String> CALLS = new CopyOnWriteArrayList<>();

        @Override
        public Stored<V> get(K key) {
            CALLS.add("outer");
            return delegate.get(key);
        }
    }

    /** Tells of reads, too. */
    public record Inner<K, V>(Backend<K, V> delegate) implements ForwardingBackend<K, V> {

        @Override
        public Stored<V> get(K key) {
            Outer.CALLS.add("inner");
            return delegate.get(key);
        }
    }

    @Test
    void properties_with_the_prefix_configure_the_region_and_others_do_not_matter() {
        Map<String, String> properties = Map.of(
                "cache.books.expiry", "created 10m",
                "cache.books.regeneration", "background",
                "cache.books.arguments.maximum-size", " 100 ",
                "cache.films.expiry", "nonsense");

        region.configure(properties, PREFIX);

        assertThat(region.settings().freshness().expiry().lifetime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(region.settings().loading().regeneration()).isEqualTo(Regeneration.BACKGROUND);
        assertThat(region.settings().backend().arguments()).isEqualTo(Map.of("maximum-size", "100"));
    }

    @Test
    void properties_may_have_defaults() {
        Properties defaults = new Properties();
        defaults.setProperty("cache.books.expiry", "created 10m");
        Properties properties = new Properties(defaults);
        properties.setProperty("cache.books.stale-for", "5m");

        region.configure(properties, PREFIX);

        assertThat(region.settings().freshness().expiry().lifetime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(region.settings().freshness().staleFor()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void proxies_are_named_by_their_classes_the_outermost_first() {
        Outer.CALLS.clear();
        region.configure(Map.of("cache.books.wrap", Outer.class.getName() + ", " + Inner.class.getName()), PREFIX);

        region.get("k");

        assertThat(Outer.CALLS).containsExactly("outer", "inner");
    }

    @Test
    void other_properties_may_take_their_place_later() {
        region.configure(Map.of("cache.books.expiry", "created 10m"), PREFIX);
        region.reconfigure(Map.of("cache.books.expiry", "created 20m"), PREFIX);

        assertThat(region.settings().freshness().expiry().lifetime()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void what_is_unknown_is_refused_with_what_was_probably_meant() {
        assertRefused(Map.of("cache.books.stale-four", "5m"), "properties: cache.books.stale-four: unknown option");
        assertRefused(Map.of("cache.books.stale-four", "5m"), "did you mean 'stale-for'?");
        assertRefused(Map.of("cache.books.expiry", "soon"), "properties: cache.books.expiry: 'soon'");
        assertRefused(Map.of("cache.book.expiry", "created 1m"), "none of the keys begins with 'cache.books.'");
        assertRefused(Map.of("cache.books.read-through", "true"), "is an option of caches");
        assertRefused(Map.of("cache.books.wrap", "not.There"), "'not.There' must be a public class");
        assertRefused(Map.of("cache.books.wrap", String.class.getName()), "'java.lang.String' must be a public class");
        assertRefused(Map.of("cache.books.wrap", "a,,b"), "has a part that is no name of a class");
        assertThat(region.isConfigured()).isFalse();
    }

    @Test
    void a_value_that_is_no_text_is_refused() {
        Map<Object, Object> properties = new HashMap<>();
        properties.put("cache.books.expiry", 10);
        properties.put(7, "seven");

        assertRefused(properties, "properties: cache.books.expiry: is no text");
    }

    private void assertRefused(Map<?, ?> properties, String why) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> region.configure(properties, PREFIX))
                .withMessageContaining(why);
    }
}
