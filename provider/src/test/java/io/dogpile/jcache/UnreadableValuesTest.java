// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.Registered;
import io.dogpile.backend.Stored;
import io.dogpile.backend.heap.HeapBackend;
import io.dogpile.codec.DecodeFailure;
import io.dogpile.region.Region;
import java.lang.management.ManagementFactory;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import javax.cache.Cache;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cache tells of stored bytes that are no value of its. */
class UnreadableValuesTest {

    private static HeapBackend<String, byte[]> store;

    private final Caches caches = new Caches();
    private URLClassLoader loader;
    private Cache<String, String> cache;

    /** A store that the test can reach behind the cache's back. */
    public static final class Open implements ByteBackendFactory {

        @Override
        public String name() {
            return "open";
        }

        @Override
        public Backend<String, byte[]> create(BackendContext context) {
            return store;
        }
    }

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        store = HeapBackend.unbounded();
        loader = Registered.in(directory, Open.class);
        cache = caches.provider
                .getCacheManager(null, loader)
                .createCache(
                        "books",
                        DogpileConfiguration.of(String.class, String.class)
                                .backend("open")
                                .statistics(true));
    }

    @AfterEach
    void close() throws Exception {
        caches.close();
        loader.close();
    }

    private void change(String key, UnaryOperator<byte[]> change) {
        Stored<byte[]> stored = store.get("s." + key);
        byte[] changed = change.apply(stored.value().clone());
        store.put("s." + key, new Stored<>(changed, stored.terms(), stored.created()));
    }

    /** With a checksum that fits. */
    private static byte[] resealed(byte[] bytes) {
        try {
            int end = bytes.length - Integer.BYTES;
            CRC32C sum = new CRC32C();
            sum.update(bytes, 0, end);
            byte[] namespace = MessageDigest.getInstance("SHA-256").digest("dogpile:books".getBytes(UTF_8));
            int ofNamespace = ByteBuffer.wrap(namespace).getInt();
            ByteBuffer.wrap(bytes).putInt(end, (int) sum.getValue() ^ ofNamespace);
            return bytes;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void each_is_counted_under_its_reason_in_the_statistics_of_the_region_and_in_jmx() throws Exception {
        for (String key : List.of("good", "damaged", "of-another", "of-tomorrow")) {
            cache.put(key, "value of " + key);
        }
        change("damaged", bytes -> {
            bytes[20] ^= 1;
            return bytes;
        });
        change("of-another", bytes -> store.get("s.good").value());
        change("of-tomorrow", bytes -> {
            bytes[2] = 0x20;
            return resealed(bytes);
        });

        assertThat(cache.get("good")).isEqualTo("value of good");
        assertThat(cache.get("damaged")).isNull();
        assertThat(cache.get("of-another")).isNull();
        assertThat(cache.get("of-tomorrow")).isNull();

        var statistics = cache.unwrap(Region.class).statistics();
        assertThat(statistics.decodeFailures()).isEqualTo(3);
        assertThat(statistics.decodeFailuresByReason())
                .hasSameSizeAs(DecodeFailure.values())
                .containsEntry(DecodeFailure.CORRUPT, 1L)
                .containsEntry(DecodeFailure.FOREIGN, 1L)
                .containsEntry(DecodeFailure.NEWER, 1L)
                .containsEntry(DecodeFailure.UNTRUSTED, 0L);
        assertThat(bean().getDecodeFailures()).isEqualTo(3);
        assertThat(bean().getDecodeFailuresByReason())
                .containsEntry("CORRUPT", 1L)
                .containsEntry("FOREIGN", 1L)
                .containsEntry("NEWER", 1L)
                .containsEntry("TOO_LARGE", 0L);
    }

    private RegionStatisticsMXBean bean() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = server.queryNames(new ObjectName("io.dogpile:type=RegionStatistics,Cache=books,*"), null)
                .iterator()
                .next();
        return JMX.newMXBeanProxy(server, name, RegionStatisticsMXBean.class);
    }
}
