// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.region.RegionStatistics;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.management.CacheMXBean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheMBeanNamesTest {

    private static final URI MANAGER = URI.create("dogpile-mbeans-test");
    private static final RegionStatistics COUNTED =
            new RegionStatistics(4, 1, 6_000, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, Map.of());

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Set<ObjectName> before = server.queryNames(null, null);
    private final CacheStatistics statistics = new CacheStatistics();
    private final CacheMXBean configuration = new CacheConfigurationBean(MutableConfiguration::new);
    private final CacheMBeans beans = new CacheMBeans(MANAGER, "books");

    @AfterEach
    void noBeanIsLeft() {
        beans.close();
        assertThat(names("javax.cache:*")).isEmpty();
        assertThat(names("io.dogpile:*")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            a:b=c,d*e?f"g   | a.b.c.d.e.f.g
            manager.Blog.get(java.lang.String) | manager.Blog.get(java.lang.String)
            with spaces @ÄÖ | with spaces @ÄÖ
            back\\slash'     | back\\slash'
            """)
    void what_jmx_would_take_for_syntax_becomes_a_dot(String cache, String shown) {
        CacheMBeans odd = new CacheMBeans(MANAGER, cache);
        odd.management(true, configuration);

        assertThat(names("javax.cache:*"))
                .containsExactly("javax.cache:type=CacheConfiguration,CacheManager=dogpile-mbeans-test,Cache=" + shown);
        odd.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\r\n", "\t", "\0", "\\"})
    void any_name_can_be_registered(String cache) {
        CacheMBeans odd = new CacheMBeans(MANAGER, cache);
        odd.management(true, configuration);

        assertThat(names("javax.cache:*")).hasSize(1);
        odd.close();
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/caches.properties?a=b&c=*, file.///etc/caches.properties.a.b&c..",
        "urn:x:dogpile, urn.x.dogpile"
    })
    void odd_uris_become_names(URI uri, String shown) {
        CacheMBeans odd = new CacheMBeans(uri, "books");
        odd.management(true, configuration);

        assertThat(names("javax.cache:*"))
                .containsExactly("javax.cache:type=CacheConfiguration,CacheManager=" + shown + ",Cache=books");
        odd.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dogpile", "io.dogpile.jcache.DogpileCachingProvider", "file:///etc/caches.properties", "x:y"})
    void micrometer_finds_the_statistics_of_plain_uris(URI uri) throws Exception {
        CacheMBeans plain = new CacheMBeans(uri, "books");
        plain.statistics(true, statistics, () -> COUNTED);

        String manager = uri.toString().replace(':', '.');
        ObjectName expected =
                new ObjectName("javax.cache:type=CacheStatistics,CacheManager=" + manager + ",Cache=" + "books");
        assertThat(server.isRegistered(expected)).isTrue();
        plain.close();
    }

    /** What this test registered. */
    private Set<String> names(String pattern) {
        try {
            return server.queryNames(new ObjectName(pattern), null).stream()
                    .filter(name -> !before.contains(name))
                    .map(ObjectName::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }
}
