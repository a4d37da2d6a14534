// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

import com.hazelcast.config.InvalidConfigurationException;
import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.ByteBackendFactory;
import io.dogpile.backend.SharedClients.Share;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Makes backends that keep their values in a Hazelcast cluster, named {@code hazelcast}.
 *
 * <p>Arguments: {@code mode}, {@code member} (the default) or {@code client}; {@code cluster-name}, {@code dogpile} by default;
 * {@code members}, addresses of the cluster's members separated by commas; for a member {@code bind}, the address to listen on,
 * {@code 127.0.0.1} by default, {@code port}, by default the first free one from 5701 on, and {@code backup-count}, 1 by
 * default. Or {@code instance} alone, the name of an instance of the application's. And {@code timeout}, how long an operation
 * may take, {@code 1s} by default.
 */
public final class HazelcastBackendFactory implements ByteBackendFactory {

    private static final int MOST_BACKUPS = 6;

    @Override
    public String name() {
        return "hazelcast";
    }

    @Override
    public Backend<String, byte[]> create(BackendContext context) {
        Arguments arguments = context.arguments();
        Duration timeout = arguments.duration("timeout").orElse(Duration.ofSeconds(1));
        Optional<String> instance = arguments.text("instance");
        return instance.isPresent() ? handedIn(instance.get(), timeout, context) : own(timeout, context);
    }

    private static Backend<String, byte[]> handedIn(String instance, Duration timeout, BackendContext context) {
        Arguments arguments = context.arguments();
        for (String other : List.of("mode", "cluster-name", "members", "bind", "port", "backup-count")) {
            if (arguments.text(other).isPresent()) {
                throw arguments.refused("'" + other + "' is a matter of the instance that argument 'instance' names");
            }
        }
        arguments.requireNoneLeft();
        if (Grid.byName(instance) == null) {
            throw arguments.refused("there is no Hazelcast member or client named '" + instance
                    + "' in this JVM (argument 'instance'); start it first");
        }
        Share<Grid> grid =
                context.clients().acquire(new HandedIn(instance), () -> Grid.handedIn(instance), Grid::close);
        return backend(grid, "instance '" + instance + "'", timeout, context);
    }

    /** What tells one instance of the application's from another. */
    private record HandedIn(String instance) {}

    private static Backend<String, byte[]> own(Duration timeout, BackendContext context) {
        Arguments arguments = context.arguments();
        boolean member = arguments
                .choice("mode", List.of("member", "client"))
                .orElse("member")
                .equals("member");
        String cluster = arguments.text("cluster-name").orElse("dogpile");
        List<String> members = members(arguments);
        return member ? member(cluster, members, timeout, context) : client(cluster, members, timeout, context);
    }

    private static Backend<String, byte[]> client(
            String cluster, List<String> members, Duration timeout, BackendContext context) {
        context.arguments().requireNoneLeft();
        ClientSettings settings = new ClientSettings(cluster, members.isEmpty() ? List.of("127.0.0.1") : members);
        Share<Grid> grid = acquire(settings, () -> Grid.ownClient(settings.start(timeout)), context);
        return backend(grid, settings.toString(), timeout, context);
    }

    private static Backend<String, byte[]> member(
            String cluster, List<String> members, Duration timeout, BackendContext context) {
        Arguments arguments = context.arguments();
        Optional<String> bind = arguments.text("bind");
        OptionalInt port = number(arguments, "port", 65_535);
        int backups = number(arguments, "backup-count", MOST_BACKUPS).orElse(MemberSettings.DEFAULT_BACKUPS);
        arguments.requireNoneLeft();
        if (bind.isEmpty() && !members.stream().allMatch(HazelcastBackendFactory::isOnThisHost)) {
            throw arguments.refused(
                    "'members' names other hosts, but this one listens on 127.0.0.1 only; say with 'bind' on"
                            + " which of its addresses they can reach it");
        }
        MemberSettings settings = new MemberSettings(cluster, members, bind.orElse("127.0.0.1"), port);
        Share<Grid> grid = acquire(settings, () -> Grid.ownMember(settings.start(timeout)), context);
        keepBackups(backups, grid, context);
        return backend(grid, settings.toString(), timeout, context);
    }

    private static Share<Grid> acquire(Object settings, Supplier<Grid> start, BackendContext context) {
        try {
            return context.clients().acquire(settings, start, Grid::close);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    context.arguments().owner() + ": cannot start a " + settings + ": " + e.getMessage(), e);
        }
    }

    /** A map's number of backups is the whole cluster's, and cannot be changed once it is said. */
    private static void keepBackups(int backups, Share<Grid> grid, BackendContext context) {
        if (backups == MemberSettings.DEFAULT_BACKUPS) {
            return;
        }
        try {
            grid.client().instance().getConfig().addMapConfig(MemberSettings.mapConfig(mapName(context), backups));
        } catch (InvalidConfigurationException e) {
            grid.close();
            throw new IllegalArgumentException(
                    context.arguments().owner()
                            + ": the cluster keeps this region's map with another 'backup-count' than " + backups,
                    e);
        } catch (RuntimeException e) {
            grid.close();
            throw new IllegalArgumentException(
                    context.arguments().owner() + ": cannot tell the cluster of 'backup-count' " + backups + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static Backend<String, byte[]> backend(
            Share<Grid> grid, String where, Duration timeout, BackendContext context) {
        String name = "hazelcast, map '" + mapName(context) + "', " + where;
        ChangeFeed feed = new ChangeFeed();
        MapCalls calls = new MapCalls(grid.client(), mapName(context), name, timeout, feed);
        return new HazelcastBackend(grid, calls, feed, context.clock(), name);
    }

    private static String mapName(BackendContext context) {
        return HazelcastBackend.MAP_PREFIX + context.namespace();
    }

    private static List<String> members(Arguments arguments) {
        return arguments
                .text("members")
                .map(text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(member -> !member.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    private static boolean isOnThisHost(String member) {
        return member.startsWith("127.") || member.startsWith("localhost") || member.startsWith("[::1]");
    }

    private static OptionalInt number(Arguments arguments, String name, int most) {
        OptionalLong number = arguments.positive(name);
        if (number.isPresent() && number.getAsLong() > most) {
            throw arguments.refused("argument '" + name + "' must be at most " + most + ", not " + number.getAsLong());
        }
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }
}
