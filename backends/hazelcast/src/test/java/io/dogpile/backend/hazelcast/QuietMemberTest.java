// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import io.dogpile.backend.Backend;
import io.dogpile.backend.testkit.server.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a member of ours does that nobody asked for: nothing. */
final class QuietMemberTest {

    private static final Path SELF = Path.of("/proc/self");

    private final Process process = new Process();

    @Test
    void itListensOnOnePortOfTheLoopbackAddressAndSendsNoDatagrams() throws IOException {
        Set<String> before = sockets();
        int port = FreePorts.next();
        try (Backend<String, byte[]> backend = process.open("books", Process.member(Process.clusterName(), port))) {
            backend.put("key", Process.value("one"));
            Set<String> opened = sockets();
            opened.removeAll(before);

            assertThat(opened).containsExactly("tcp 127.0.0.1:" + port);
        }
    }

    /** This process's listening TCP sockets and all of its UDP sockets, as address and port. */
    private static Set<String> sockets() throws IOException {
        Set<String> own = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(SELF.resolve("fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    own.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException e) {
                    // Closed meanwhile.
                }
            }
        }
        Set<String> found = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            List<String> lines = Files.readAllLines(SELF.resolve("net").resolve(table));
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.strip().split("\\s+");
                boolean listens = table.startsWith("udp") || fields[3].equals("0A");
                if (listens && own.contains("socket:[" + fields[9] + "]")) {
                    found.add(table.substring(0, 3) + " " + address(fields[1]));
                }
            }
        }
        return found;
    }

    /** {@code 0100007F:1645} is 127.0.0.1:5701, and so is {@code 0000000000000000FFFF00000100007F:1645}. */
    private static String address(String hexadecimal) {
        String[] parts = hexadecimal.split(":");
        String host = parts[0].replaceFirst("^0000000000000000FFFF0000", "");
        int port = Integer.parseInt(parts[1], 16);
        if (host.length() != 8) {
            return host + ":" + port;
        }
        List<String> bytes = new ArrayList<>();
        for (int i = 6; i >= 0; i -= 2) {
            bytes.add(String.valueOf(Integer.parseInt(host.substring(i, i + 2), 16)));
        }
        return String.join(".", bytes) + ":" + port;
    }

    @Test
    void nothingIsLeftOfAMemberOrAClientOnceTheyAreClosed() {
        Set<Thread> before = threads();
        String cluster = Process.clusterName();
        int port = FreePorts.next();
        Backend<String, byte[]> member = process.open("books", Process.member(cluster, port));
        Backend<String, byte[]> client = process.open("books", Process.client(cluster, Process.at(port)));
        Clients.insist(() -> client.get("key"));

        client.close();
        member.close();

        assertThat(Wait.until(() -> left(before).isEmpty(), Duration.ofSeconds(15)))
                .as(() -> "threads that are left: " + left(before))
                .isTrue();
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    private static Set<Thread> left(Set<Thread> before) {
        Set<Thread> left = threads();
        left.removeAll(before);
        left.removeIf(thread ->
                !thread.getName().startsWith("hz.") && !thread.getName().startsWith("dogpile-"));
        return left;
    }

    @Test
    void itsConfigurationLeavesNothingToChance() {
        Config config =
                new MemberSettings("ours", List.of(), "127.0.0.1", OptionalInt.empty()).config(Duration.ofSeconds(1));

        assertThat(config.getNetworkConfig().getJoin().getMulticastConfig().isEnabled())
                .isFalse();
        assertThat(config.getNetworkConfig().getJoin().getAutoDetectionConfig().isEnabled())
                .isFalse();
        assertThat(config.getNetworkConfig().getJoin().getTcpIpConfig().isEnabled())
                .isFalse();
        assertThat(config.getNetworkConfig().getMemcacheProtocolConfig().isEnabled())
                .isFalse();
        assertThat(config.getJetConfig().isEnabled()).isFalse();
        assertThat(config.getUserCodeDeploymentConfig().isEnabled()).isFalse();
        assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
        assertThat(config.getProperty("hazelcast.shutdownhook.enabled")).isEqualTo("false");
        assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
        assertThat(config.getSerializationConfig()
                        .getJavaSerializationFilterConfig()
                        .isDefaultsDisabled())
                .isTrue();
    }

    @Test
    void whatCannotWorkIsRefusedInASentence() {
        Map<String, String> messages = new HashMap<>();
        messages.put("members=10.1.2.3", "say with 'bind' on which of its addresses");
        messages.put("backup-count=7", "'backup-count' must be at most 6");
        messages.put("port=65536", "'port' must be at most 65535");
        messages.put("mode=server", "must be one of [member, client]");
        messages.put("bnid=127.0.0.1", "unknown argument 'bnid'");
        messages.put("bind=192.0.2.1", "cannot start a member of cluster 'dogpile' on 192.0.2.1");

        messages.forEach((argument, message) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> process.open("books", Map.of(argument.split("=")[0], argument.split("=")[1])))
                .withMessageContaining("backend 'hazelcast' of region 'books'")
                .withMessageContaining(message));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> process.open("books", Map.of("mode", "client", "backup-count", "2")))
                .withMessageContaining("unknown argument 'backup-count'");
    }

    @Test
    void regionsOfOneProcessShareAMember() {
        Map<String, String> arguments = Process.member(Process.clusterName(), FreePorts.next());
        Map<String, String> patient = new HashMap<>(arguments);
        patient.put("timeout", "3s");
        try (Backend<String, byte[]> two = process.open("two", patient)) {
            try (Backend<String, byte[]> one = process.open("one", arguments)) {
                one.put("key", Process.value("one"));
                assertThat(two.get("key")).isNull();
            }
            two.put("key", Process.value("two"));
        }
    }

    @Test
    void theNumberOfBackupsIsTheWholeClustersAndAnotherOneIsRefused() {
        String cluster = Process.clusterName();
        int[] ports = {FreePorts.next(), FreePorts.next()};
        String[] members = {Process.at(ports[0]), Process.at(ports[1])};
        try (Backend<String, byte[]> two = process.open("books", backups(2, cluster, ports[0], members))) {
            two.put("key", Process.value("one"));
            assertThat(Hazelcast.getAllHazelcastInstances())
                    .filteredOn(
                            instance -> instance.getConfig().getClusterName().equals(cluster))
                    .singleElement()
                    .satisfies(instance -> assertThat(instance.getMap("dogpile.books")
                                    .getLocalMapStats()
                                    .getBackupCount())
                            .isEqualTo(2));

            Process other = new Process();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.open("books", backups(3, cluster, ports[1], members)))
                    .withMessageContaining("with another 'backup-count' than 3");
            other.open("books", backups(2, cluster, ports[1], members)).close();
        }
    }

    private static Map<String, String> backups(int count, String cluster, int port, String... members) {
        Map<String, String> arguments = new HashMap<>(Process.member(cluster, port, members));
        arguments.put("backup-count", String.valueOf(count));
        return arguments;
    }
}
