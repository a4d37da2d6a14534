// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.region.RegionStatistics;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/**
 * The beans of one cache in the platform's MBean server, and the only place that knows JMX. Thread-safe.
 *
 * <p>JMX is not touched before a bean is wanted. Names are what JCache says; of managers that share a URI, the last to
 * register a name has it.
 */
final class CacheMBeans {

    /** What ends a name's value, makes it a pattern or would have to be quoted. */
    private static final Pattern UNSAFE = Pattern.compile("[:=,\n*?\"]");

    private final String cache;
    private final String properties;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Bean statistics;
    private @Nullable Bean region;
    private @Nullable Bean configuration;
    private boolean closed;

    CacheMBeans(URI manager, String cache) {
        this.cache = cache;
        this.properties = ",CacheManager=" + safe(manager.toString()) + ",Cache=" + safe(cache);
    }

    /**
     * Shows or hides statistics, those of JCache and those of the region.
     *
     * @throws CacheException if JMX refuses; then neither is shown
     */
    void statistics(boolean enabled, CacheStatistics counts, Supplier<RegionStatistics> regionStatistics) {
        change(() -> {
            if (enabled) {
                show(counts, new RegionStatisticsBean(regionStatistics));
            } else {
                hideStatistics();
            }
        });
    }

    /**
     * Shows or hides the configuration.
     *
     * @throws CacheException if JMX refuses
     */
    void management(boolean enabled, CacheMXBean bean) {
        change(() -> {
            if (enabled) {
                configuration = shown(configuration, "javax.cache:type=CacheConfiguration", bean, CacheMXBean.class);
            } else {
                configuration = hidden(configuration);
            }
        });
    }

    /** Hides everything, for good. */
    void close() {
        lock.lock();
        try {
            closed = true;
            hideStatistics();
        } finally {
            try {
                configuration = hidden(configuration);
            } finally {
                lock.unlock();
            }
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("cache '%s' is closed and has no MBeans".formatted(cache));
            }
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private void show(CacheStatistics counts, RegionStatisticsBean regionBean) {
        try {
            statistics = shown(statistics, "javax.cache:type=CacheStatistics", counts, CacheStatisticsMXBean.class);
            region = shown(region, "io.dogpile:type=RegionStatistics", regionBean, RegionStatisticsMXBean.class);
        } catch (CacheException e) {
            hideStatistics();
            throw e;
        }
    }

    private void hideStatistics() {
        try {
            statistics = hidden(statistics);
        } finally {
            region = hidden(region);
        }
    }

    private <T> Bean shown(@Nullable Bean before, String prefix, T content, Class<T> type) {
        if (before != null && before.registered) {
            return before;
        }
        String name = prefix + properties;
        try {
            Bean bean = new Bean(new ObjectName(name), content, type);
            bean.register(ManagementFactory.getPlatformMBeanServer());
            return bean;
        } catch (JMException | JMRuntimeException e) {
            throw new CacheException("cache '%s': the MBean %s cannot be registered".formatted(cache, name), e);
        }
    }

    private @Nullable Bean hidden(@Nullable Bean bean) {
        if (bean != null) {
            try {
                bean.unregister(ManagementFactory.getPlatformMBeanServer());
            } catch (JMException | JMRuntimeException e) {
                throw new CacheException(
                        "cache '%s': the MBean %s cannot be unregistered".formatted(cache, bean.name), e);
            }
        }
        return null;
    }

    private static String safe(String text) {
        return UNSAFE.matcher(text).replaceAll(".");
    }

    /** Knows whether it is registered, so that nobody unregisters what another has put in its place. */
    private static final class Bean extends StandardMBean {

        private final ObjectName name;
        private volatile boolean registered;

        <T> Bean(ObjectName name, T content, Class<T> type) {
            super(content, type, true);
            this.name = name;
        }

        void register(MBeanServer server) throws JMException {
            try {
                server.registerMBean(this, name);
            } catch (InstanceAlreadyExistsException e) {
                unregister(server, name);
                server.registerMBean(this, name);
            }
        }

        void unregister(MBeanServer server) throws JMException {
            if (registered) {
                unregister(server, name);
            }
        }

        @Override
        public void postRegister(@Nullable Boolean done) {
            super.postRegister(done);
            registered = Boolean.TRUE.equals(done);
        }

        @Override
        public void postDeregister() {
            super.postDeregister();
            registered = false;
        }

        private static void unregister(MBeanServer server, ObjectName name) throws JMException {
            try {
                server.unregisterMBean(name);
            } catch (InstanceNotFoundException e) {
                // Somebody was faster, and this is what was wanted.
            }
        }
    }
}
