// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleListener;
import java.time.Duration;
import java.util.List;

/**
 * What tells one client of ours from another.
 *
 * @param clusterName the cluster's name, which the client requires
 * @param members addresses to find the cluster by, {@code host} or {@code host:port}
 */
record ClientSettings(String clusterName, List<String> members) {

    /**
     * A client that connects in the background, and again whenever it has lost the cluster.
     *
     * @param timeout how long one operation may take
     */
    OwnClient start(Duration timeout) {
        return new OwnClient(
                listener -> start(timeout, listener),
                timeout,
                new Addresses(members)::takeConnections,
                Pace.USUAL,
                search ->
                        Daemon.thread("dogpile-hazelcast-client-search", search).start());
    }

    private HazelcastInstance start(Duration timeout, LifecycleListener listener) {
        return HazelcastClient.newHazelcastClient(config(timeout).addListenerConfig(new ListenerConfig(listener)));
    }

    ClientConfig config(Duration timeout) {
        ClientConfig config = new ClientConfig();
        config.setClusterName(clusterName);
        config.setClassLoader(ClientSettings.class.getClassLoader());
        config.getNetworkConfig().setAddresses(members).setConnectionTimeout((int) Quiet.atLeastOneSecond(timeout));
        config.getNetworkConfig().getAutoDetectionConfig().setEnabled(false);
        config.getConnectionStrategyConfig().setAsyncStart(true).setReconnectMode(ReconnectMode.ASYNC);
        config.getConnectionStrategyConfig()
                .getConnectionRetryConfig()
                .setInitialBackoffMillis(100)
                .setMaxBackoffMillis(1_000)
                .setMultiplier(1.5)
                .setClusterConnectTimeoutMillis(Long.MAX_VALUE);
        config.getSerializationConfig().setJavaSerializationFilterConfig(Quiet.bytesOnly());
        config.getMetricsConfig().setEnabled(false);
        Quiet.LOGGING.forEach(config::setProperty);
        config.setProperty(
                "hazelcast.client.invocation.timeout.seconds",
                String.valueOf((Quiet.atLeastOneSecond(timeout) + 999) / 1_000));
        config.setProperty("hazelcast.client.invocation.retry.pause.millis", "100");
        config.setProperty("hazelcast.client.heartbeat.interval", "1000");
        config.setProperty("hazelcast.client.heartbeat.timeout", "5000");
        return config;
    }

    @Override
    public String toString() {
        return "client of cluster '" + clusterName + "' at " + String.join(",", members);
    }
}
