// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.tck;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.dogpile.backend.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.runner.Description;
import org.junit.runner.notification.RunListener;

/**
 * Starts the store that a kind's caches live in, before the first test; it ends with this JVM. Which one that is says the system
 * property {@code tck.store}; where it is to be found says {@code tck.store.port} or {@code tck.store.file}, to which the kind's
 * configuration refers.
 */
public final class StoreOfTheKind extends RunListener {

    /** Surefire makes a run of its own of each class. */
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    @Override
    public void testRunStarted(Description description) throws IOException {
        if (!STARTED.getAndSet(true)) {
            start();
        }
    }

    private static void start() throws IOException {
        switch (System.getProperty("tck.store", "none")) {
            case "none" -> {}
            case "redis" ->
                serve(ServerProcess.start(
                        "redis-server",
                        port -> List.of(
                                "--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")));
            case "memcached" ->
                serve(ServerProcess.start(
                        "memcached", port -> List.of("-p", "" + port, "-l", "127.0.0.1", "-U", "0", "-u", "nobody")));
            case "hazelcast" -> hazelcast();
            case "file" ->
                System.setProperty(
                        "tck.store.file",
                        Files.createTempDirectory("dogpile-tck")
                                .resolve("caches")
                                .toString());
            default -> throw new IllegalArgumentException("unknown store: " + System.getProperty("tck.store"));
        }
    }

    private static void serve(ServerProcess server) {
        System.setProperty("tck.store.port", Integer.toString(server.port()));
    }

    /** A member that the caches are clients of. */
    private static void hazelcast() {
        Config config =
                new Config("tck").setClusterName("dogpile").setProperty("hazelcast.phone.home.enabled", "false");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        int port = member.getCluster().getLocalMember().getAddress().getPort();
        System.setProperty("tck.store.port", Integer.toString(port));
    }
}
