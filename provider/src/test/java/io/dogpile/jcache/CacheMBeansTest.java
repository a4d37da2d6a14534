// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dogpile.codec.DecodeFailure;
import io.dogpile.region.RegionStatistics;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.management.CacheMXBean;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheMBeansTest {

    private static final URI MANAGER = URI.create("dogpile-mbeans-test");
    private static final RegionStatistics COUNTED = new RegionStatistics(
            4,
            1,
            6_000,
            3,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            Map.of(DecodeFailure.NEWER, 15L, DecodeFailure.CORRUPT, 1L));

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

    @Test
    void nothing_is_registered_before_it_is_wanted() {
        assertThat(names("javax.cache:*")).isEmpty();
    }

    @Test
    void the_beans_of_jcache_have_the_names_that_it_prescribes() throws Exception {
        beans.statistics(true, statistics, () -> COUNTED);
        beans.management(true, configuration);

        assertThat(names("javax.cache:*"))
                .containsExactly(
                        "javax.cache:type=CacheConfiguration,CacheManager=dogpile-mbeans-test,Cache=books",
                        "javax.cache:type=CacheStatistics,CacheManager=dogpile-mbeans-test,Cache=books");
        statistics.hits(3);
        assertThat(attribute(
                        "javax.cache:type=CacheStatistics,CacheManager=dogpile-mbeans-test,Cache=books", "CacheHits"))
                .isEqualTo(3L);
        assertThat(attribute(
                        "javax.cache:type=CacheConfiguration,CacheManager=dogpile-mbeans-test,Cache=books", "KeyType"))
                .isEqualTo("java.lang.Object");
    }

    @Test
    void the_statistics_can_be_cleared_through_jmx() throws Exception {
        beans.statistics(true, statistics, () -> COUNTED);
        statistics.hits(3);

        server.invoke(
                new ObjectName("javax.cache:type=CacheStatistics,CacheManager=dogpile-mbeans-test,Cache=books"),
                "clear",
                new Object[0],
                new String[0]);

        assertThat(statistics.getCacheHits()).isZero();
    }

    @Test
    void the_region_has_a_bean_in_a_domain_of_its_own() throws Exception {
        beans.statistics(true, statistics, () -> COUNTED);

        ObjectName name =
                new ObjectName("io.dogpile:type=RegionStatistics,CacheManager=dogpile-mbeans-test,Cache=books");
        assertThat(Arrays.stream(server.getMBeanInfo(name).getAttributes())
                        .filter(attribute -> !attribute.getType().equals(TabularData.class.getName()))
                        .map(MBeanAttributeInfo::getName)
                        .map(attribute -> attribute + "=" + read(name, attribute)))
                .containsExactlyInAnyOrder(
                        "Loads=4",
                        "LoadFailures=1",
                        "AverageLoadTime=1.5",
                        "CoalescedCallers=3",
                        "Waits=5",
                        "WaitTimeouts=6",
                        "StaleValuesServed=7",
                        "StaleValuesServedAfterFailure=8",
                        "FencedResults=9",
                        "BackgroundRegenerations=10",
                        "BackgroundRegenerationsRejected=11",
                        "Evictions=12",
                        "BackendFailures=13",
                        "ValuesNotStored=14",
                        "DecodeFailures=16");
    }

    @Test
    void values_that_could_not_be_read_are_shown_by_reason_in_a_type_that_every_client_knows() throws Exception {
        beans.statistics(true, statistics, () -> COUNTED);
        ObjectName name =
                new ObjectName("io.dogpile:type=RegionStatistics,CacheManager=dogpile-mbeans-test,Cache=books");

        TabularData shown = (TabularData) server.getAttribute(name, "DecodeFailuresByReason");
        assertThat(shown.get(new Object[] {"NEWER"}).get("value")).isEqualTo(15L);
        assertThat(shown.get(new Object[] {"FOREIGN"}).get("value")).isEqualTo(0L);
        assertThat(JMX.newMXBeanProxy(server, name, RegionStatisticsMXBean.class)
                        .getDecodeFailuresByReason())
                .hasSameSizeAs(DecodeFailure.values())
                .containsEntry("CORRUPT", 1L);
    }

    @Test
    void a_region_without_loads_has_an_average_of_zero() throws Exception {
        beans.statistics(
                true, statistics, () -> new RegionStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of()));

        ObjectName name =
                new ObjectName("io.dogpile:type=RegionStatistics,CacheManager=dogpile-mbeans-test,Cache=books");
        assertThat(server.getAttribute(name, "AverageLoadTime")).isEqualTo(0f);
    }

    @Test
    void enabling_and_disabling_twice_is_doing_it_once() {
        beans.management(true, configuration);
        beans.management(true, configuration);
        beans.statistics(true, statistics, () -> COUNTED);
        beans.statistics(true, statistics, () -> COUNTED);
        assertThat(names("javax.cache:*")).hasSize(2);

        beans.management(false, configuration);
        beans.management(false, configuration);
        assertThat(names("javax.cache:*")).singleElement().asString().contains("CacheStatistics");

        beans.statistics(false, statistics, () -> COUNTED);
        beans.statistics(false, statistics, () -> COUNTED);
        assertThat(names("javax.cache:*")).isEmpty();
        assertThat(names("io.dogpile:*")).isEmpty();

        beans.statistics(true, statistics, () -> COUNTED);
        assertThat(names("javax.cache:*")).hasSize(1);
    }

    @Test
    void a_bean_that_a_dead_manager_left_is_replaced() throws Exception {
        CacheStatistics dead = new CacheStatistics();
        dead.hits(100);
        CacheMBeans left = new CacheMBeans(MANAGER, "books");
        left.statistics(true, dead, () -> COUNTED);

        statistics.hits(1);
        beans.statistics(true, statistics, () -> COUNTED);

        String name = "javax.cache:type=CacheStatistics,CacheManager=dogpile-mbeans-test,Cache=books";
        assertThat(attribute(name, "CacheHits")).isEqualTo(1L);
    }

    @Test
    void whose_bean_was_replaced_does_not_unregister_the_successor() {
        CacheMBeans left = new CacheMBeans(MANAGER, "books");
        left.statistics(true, new CacheStatistics(), () -> COUNTED);
        left.management(true, configuration);
        beans.statistics(true, statistics, () -> COUNTED);

        left.close();

        assertThat(names("javax.cache:*")).singleElement().asString().contains("CacheStatistics");
        assertThat(names("io.dogpile:*")).hasSize(1);
    }

    @Test
    void a_bean_that_somebody_else_unregistered_can_be_enabled_again() throws Exception {
        beans.management(true, configuration);
        server.unregisterMBean(
                new ObjectName("javax.cache:type=CacheConfiguration,CacheManager=dogpile-mbeans-test,Cache=books"));

        beans.management(true, configuration);

        assertThat(names("javax.cache:*")).hasSize(1);
    }

    @Test
    void closing_unregisters_everything_and_can_be_repeated() {
        beans.statistics(true, statistics, () -> COUNTED);
        beans.management(true, configuration);

        beans.close();
        beans.close();

        assertThat(names("javax.cache:*")).isEmpty();
        assertThat(names("io.dogpile:*")).isEmpty();
    }

    @Test
    void nothing_is_registered_after_the_close() {
        beans.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> beans.management(true, configuration))
                .withMessage("cache 'books' is closed and has no MBeans");
    }

    @Test
    void a_refusal_of_jmx_names_the_bean_and_leaves_none() throws Exception {
        String taken = "io.dogpile:type=RegionStatistics,CacheManager=dogpile-mbeans-test,Cache=books";
        Stubborn stubborn = new Stubborn();
        server.registerMBean(stubborn, new ObjectName(taken));

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> beans.statistics(true, statistics, () -> COUNTED))
                .withMessage("cache 'books': the MBean %s cannot be registered", taken);

        assertThat(names("javax.cache:*")).isEmpty();
        stubborn.stays = false;
        server.unregisterMBean(new ObjectName(taken));
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

    private Object attribute(String name, String attribute) throws JMException {
        return server.getAttribute(new ObjectName(name), attribute);
    }

    private Object read(ObjectName name, String attribute) {
        try {
            return server.getAttribute(name, attribute);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    /** What a bean of this kind shows. */
    public interface StubbornMXBean {
        boolean isStays();
    }

    /** Cannot be unregistered, and so not replaced. */
    private static final class Stubborn implements StubbornMXBean, MBeanRegistration {
        private boolean stays = true;

        @Override
        public boolean isStays() {
            return stays;
        }

        @Override
        public ObjectName preRegister(MBeanServer server, ObjectName name) {
            return name;
        }

        @Override
        public void postRegister(Boolean done) {}

        @Override
        public void preDeregister() {
            if (stays) {
                throw new IllegalStateException("stays");
            }
        }

        @Override
        public void postDeregister() {}
    }
}
