// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import java.io.IOException;

/** A Hazelcast member as a server for clients: takes the cluster's name and a port, and ends with its input. */
final class HazelcastServer {

    static final String READY = "@ready";

    private HazelcastServer() {}

    public static void main(String[] arguments) throws IOException {
        Config config = new Config().setClusterName(arguments[0]).setProperty("hazelcast.phone.home.enabled", "false");
        config.getNetworkConfig().setPort(Integer.parseInt(arguments[1])).setPortAutoIncrement(false);
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        Hazelcast.newHazelcastInstance(config);
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // Until whoever started it is gone.
        }
        Runtime.getRuntime().halt(0);
    }
}
