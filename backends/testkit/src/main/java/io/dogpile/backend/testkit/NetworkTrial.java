// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.testkit.server.TcpProxy;
import io.dogpile.codec.Namespace;
import io.dogpile.config.OnBackendFailure;
import io.dogpile.config.Option;
import io.dogpile.config.ProtectionKeys;
import io.dogpile.config.ProtectionKind;
import io.dogpile.jcache.DogpileCachingProvider;
import io.dogpile.jcache.DogpileConfiguration;
import io.dogpile.region.Region;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.CacheException;

/** A driver, and caches over the same backend, all of which reach the server through the network that is under test. */
final class NetworkTrial implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private final NetworkUnderTest subject;
    private final String namespace =
            "t" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 60), 36);
    private final AtomicInteger attempts = new AtomicInteger();
    private final DogpileCachingProvider provider = new DogpileCachingProvider();
    private final Origin origin = new Origin();
    private final Backend<String, byte[]> driver;
    private final Cache<String, String> cache;

    NetworkTrial(NetworkUnderTest subject) {
        this.subject = subject;
        this.driver = open(namespace + ":driver", network().port());
        boolean ready = false;
        try {
            this.cache = cache("loading", OnBackendFailure.LOAD, ProtectionKind.NONE);
            assertThat(Wait.until(() -> stores() && driverWorks(), START))
                    .as("values are stored")
                    .isTrue();
            ready = true;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    /** What is stored of a cache, seen by the shortest way. */
    Backend<String, byte[]> raw(String name) {
        return open(Namespace.of(namespace, name), subject.server().process().port());
    }

    private Backend<String, byte[]> open(String keySpace, int port) {
        Arguments arguments = new Arguments("the backend under test", arguments(port));
        ByteBackendFactory factory = ServiceLoader.load(ByteBackendFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals(subject.backend()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no backend '" + subject.backend() + "' is registered"));
        return factory.create(BackendContext.of(keySpace, arguments, InstantSource.system()));
    }

    private Map<String, String> arguments(int port) {
        Map<String, String> arguments = new HashMap<>(subject.arguments(port));
        arguments.put("timeout", subject.deadline().toMillis() + "ms");
        return arguments;
    }

    /** Another read-through cache over the same origin. */
    Cache<String, String> cache(String name, OnBackendFailure policy, ProtectionKind protection) {
        DogpileConfiguration<String, String> configuration = DogpileConfiguration.of(String.class, String.class)
                .backend(subject.backend())
                .option(Option.NAMESPACE, namespace)
                .option(Option.ON_BACKEND_FAILURE, policy)
                .option(Option.PROTECTION, protection)
                .readThrough(true)
                .loader(() -> origin);
        if (protection != ProtectionKind.NONE) {
            configuration = configuration.option(Option.PROTECTION_KEYS, ProtectionKeys.of(Map.of(1, new byte[32])));
        }
        for (Map.Entry<String, String> argument : arguments(network().port()).entrySet()) {
            configuration = configuration.argument(argument.getKey(), argument.getValue());
        }
        return provider.getCacheManager().createCache(name, configuration);
    }

    TcpProxy network() {
        return subject.server().network();
    }

    Backend<String, byte[]> driver() {
        return driver;
    }

    Cache<String, String> cache() {
        return cache;
    }

    Origin origin() {
        return origin;
    }

    @SuppressWarnings("unchecked")
    static Region<String, String> region(Cache<String, String> cache) {
        return cache.unwrap(Region.class);
    }

    /** Whether a value that is loaded now is still there when it is asked for again. */
    boolean stores() {
        String key = "probe " + attempts.incrementAndGet();
        return cache.get(key).equals(cache.get(key));
    }

    private boolean driverWorks() {
        try {
            ByteTrial.read(driver, put("driver"));
            return true;
        } catch (BackendException e) {
            return false;
        }
    }

    private String put(String key) {
        driver.put(key, ByteTrial.until(System.currentTimeMillis() + ByteTrial.HOUR, ByteTrial.bytes(key)));
        return key;
    }

    /** Waits until values are stored again, both ways, and returns how long that took. */
    Duration recovery() {
        long start = System.nanoTime();
        Wait.until(() -> stores() && driverWorks(), START);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** What is thrown where the backend's failure is to be seen. */
    static boolean fails(Runnable operation) {
        try {
            operation.run();
            return false;
        } catch (CacheException | BackendException e) {
            return true;
        }
    }

    /** Threads that were started since the trial began, but for the network's. */
    Set<String> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeAll(before);
        return threads.stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> !name.startsWith("proxy ") && !name.startsWith("process reaper"))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        network().heal();
        end();
    }

    /** Closes everything as applications do, whatever the network is like. */
    void end() {
        provider.close();
        driver.close();
    }
}
