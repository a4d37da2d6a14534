// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.EpollProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Our settings in Lettuce's words. Lettuce's own defaults send a command again after a reconnect, queue without bound
 * while there is no connection, and wait for a minute; none of that here.
 */
final class LettuceSettings {

    private static final int QUEUE = 16_384;
    /** For introductions, with class loading among them; who waits for one does so no longer than for anything else. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(5);

    private static final Duration KEEP_ALIVE_IDLE = Duration.ofSeconds(5);
    private static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(2);
    private static final int KEEP_ALIVE_PROBES = 3;
    private static final Duration LONGEST_RECONNECT_DELAY = Duration.ofMillis(500);
    private static final Duration TOPOLOGY_PERIOD = Duration.ofSeconds(15);
    private static final Duration TOPOLOGY_PAUSE = Duration.ofMillis(500);

    /** What may be sent twice: commands that change nothing. Whatever is not named here is not replayed. */
    private static final Set<ProtocolKeyword> REPLAYABLE =
            Set.of(CommandType.GET, CommandType.MGET, CommandType.SCAN, CommandType.TIME, CommandType.PING);

    private final RedisSettings settings;

    LettuceSettings(RedisSettings settings) {
        this.settings = settings;
    }

    /** Threads and timers; daemons all of them. */
    ClientResources resources() {
        long limit = settings.timeout().toMillis();
        return ClientResources.builder()
                .reconnectDelay(
                        Delay.fullJitter(Duration.ofMillis(20), LONGEST_RECONNECT_DELAY, 20, TimeUnit.MILLISECONDS))
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        channel.pipeline().addFirst(new AnswerWatch(limit));
                    }
                })
                .build();
    }

    ClientOptions options(boolean reconnect) {
        return fill(ClientOptions.builder(), reconnect).build();
    }

    ClusterClientOptions clusterOptions(boolean reconnect) {
        ClusterTopologyRefreshOptions refresh = ClusterTopologyRefreshOptions.builder()
                .adaptiveRefreshTriggersTimeout(TOPOLOGY_PAUSE)
                .enablePeriodicRefresh(TOPOLOGY_PERIOD)
                .build();
        ClusterClientOptions.Builder options = ClusterClientOptions.builder().topologyRefreshOptions(refresh);
        fill(options, reconnect);
        return options.build();
    }

    private ClientOptions.Builder fill(ClientOptions.Builder options, boolean reconnect) {
        options.autoReconnect(reconnect)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(command -> !REPLAYABLE.contains(command.getType()))
                .requestQueueSize(QUEUE)
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build()) // Who waits has a deadline.
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(socket());
        Tls tls = settings.tls();
        return tls == null ? options : options.sslOptions(tls.options());
    }

    private SocketOptions socket() {
        SocketOptions.Builder socket = SocketOptions.builder()
                .connectTimeout(settings.timeout())
                .keepAlive(KeepAliveOptions.builder()
                        .enable()
                        .idle(KEEP_ALIVE_IDLE)
                        .interval(KEEP_ALIVE_INTERVAL)
                        .count(KEEP_ALIVE_PROBES)
                        .build());
        if (EpollProvider.isAvailable()) {
            socket.tcpUserTimeout(TcpUserTimeoutOptions.builder()
                    .enable()
                    .tcpUserTimeout(settings.timeout().multipliedBy(2))
                    .build());
        }
        return socket.build();
    }

    List<RedisURI> uris() {
        return settings.addresses().stream().map(this::uri).toList();
    }

    /** A server that keeps data. */
    RedisURI uri(Address address) {
        return data(RedisURI.builder().withHost(address.host()).withPort(address.port()))
                .build();
    }

    /** The master that Sentinels know. */
    RedisURI sentinelUri(String master) {
        RedisURI.Builder uri = data(RedisURI.builder().withSentinelMasterId(master));
        for (Address address : settings.addresses()) {
            RedisURI.Builder sentinel = RedisURI.builder()
                    .withHost(address.host())
                    .withPort(address.port())
                    .withSsl(settings.tls() != null)
                    .withTimeout(HANDSHAKE);
            uri.withSentinel(
                    authenticated(sentinel, settings.sentinelCredentials()).build());
        }
        return uri.build();
    }

    private RedisURI.Builder data(RedisURI.Builder uri) {
        uri.withSsl(settings.tls() != null)
                .withVerifyPeer(true)
                .withDatabase(settings.database())
                .withTimeout(HANDSHAKE);
        return authenticated(uri, settings.credentials());
    }

    private static RedisURI.Builder authenticated(RedisURI.Builder uri, Credentials credentials) {
        Secret password = credentials.password();
        String username = credentials.username();
        if (password != null && username != null) {
            uri.withAuthentication(username, password.reveal());
        } else if (password != null) {
            uri.withPassword(password.reveal());
        }
        return uri;
    }
}
