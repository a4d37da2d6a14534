// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * What tells one member of ours from another.
 *
 * @param clusterName members of another name are left alone
 * @param members addresses of the cluster's members, {@code host} or {@code host:port}; empty for a cluster of one
 * @param bind the one address of this host that is listened on; {@code *} stands for any number within it
 * @param port the port to listen on; empty for the first free one from 5701 on
 */
record MemberSettings(String clusterName, List<String> members, String bind, OptionalInt port) {

    static final int DEFAULT_BACKUPS = 1;

    private static final int SECONDS_WITHOUT_HEARTBEAT = 10;

    /** Starts a member; takes about a second, and joins the others if there are any. */
    HazelcastInstance start(Duration timeout) {
        return Hazelcast.newHazelcastInstance(config(timeout));
    }

    Config config(Duration timeout) {
        Config config = new Config();
        config.setClusterName(clusterName);
        config.setClassLoader(MemberSettings.class.getClassLoader());
        listenOnOneAddress(config);
        joinNobodyBut(members, config.getNetworkConfig().getJoin());
        config.getSerializationConfig().setJavaSerializationFilterConfig(Quiet.bytesOnly());
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        config.getManagementCenterConfig().setScriptingEnabled(false).setConsoleEnabled(false);
        config.addMapConfig(mapConfig(HazelcastBackend.MAP_PREFIX + "*", DEFAULT_BACKUPS));
        // Else the line above would count for more than what is said of one region.
        config.setProperty("hazelcast.data.search.dynamic.config.first.enabled", "true");
        Quiet.LOGGING.forEach(config::setProperty);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.graceful.shutdown.max.wait", "10");
        answerInTime(config, Quiet.atLeastOneSecond(timeout));
        return config;
    }

    /** How a region's map is kept: as bytes, and after a split brain as the larger part of the cluster has it. */
    static MapConfig mapConfig(String name, int backups) {
        return new MapConfig(name)
                .setInMemoryFormat(InMemoryFormat.BINARY)
                .setBackupCount(backups)
                .setMergePolicyConfig(new MergePolicyConfig().setPolicy(DiscardMergePolicy.class.getName()));
    }

    private void listenOnOneAddress(Config config) {
        NetworkConfig network = config.getNetworkConfig();
        port.ifPresent(number -> network.setPort(number).setPortAutoIncrement(false));
        network.getInterfaces().setEnabled(true).addInterface(bind);
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.socket.server.bind.any", "false");
        config.setProperty("hazelcast.socket.client.bind.any", "false");
    }

    /** Switching multicast off is not enough: auto-detection would bring it back. */
    private static void joinNobodyBut(List<String> members, JoinConfig join) {
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(!members.isEmpty()).setConnectionTimeoutSeconds(2);
        members.forEach(join.getTcpIpConfig()::addMember);
    }

    /** An operation that nobody waits for any more must not be done late; one that met a dead member is soon repeated. */
    private static void answerInTime(Config config, long timeoutMillis) {
        config.setProperty("hazelcast.operation.call.timeout.millis", String.valueOf(timeoutMillis));
        config.setProperty("hazelcast.operation.backup.timeout.millis", String.valueOf(timeoutMillis / 2));
        config.setProperty("hazelcast.invocation.retry.pause.millis", "100");
        config.setProperty("hazelcast.max.join.seconds", "30");
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", String.valueOf(SECONDS_WITHOUT_HEARTBEAT));
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "30");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "15");
    }

    @Override
    public String toString() {
        return "member of cluster '" + clusterName + "' on " + bind
                + (port.isPresent() ? ":" + port.getAsInt() : "")
                + (members.isEmpty() ? "" : " with " + String.join(",", members));
    }
}
