// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import io.dogpile.backend.testkit.history.History;
import java.nio.file.Path;
import javax.cache.Cache;
import javax.cache.CacheManager;

/**
 * One of several processes that share caches, and do with them what they are told. Takes the configuration file, its own name and the
 * origin's port; follows {@link Orders}.
 */
final class Worker {

    private static final int THREADS = 8;

    private final String name;
    private final Cache<String, String> plain;
    private final Overtaking overtaking;
    private final InvalidatedCache invalidated;

    private Worker(String file, String name, OriginClient origin) {
        this.name = name;
        CacheManager manager = SharedCaches.manager(file);
        this.plain = SharedCaches.plain(manager, "plain");
        this.overtaking = new Overtaking(name, manager, origin);
        this.invalidated = new InvalidatedCache(manager);
        plain.containsKey("something else");
    }

    public static void main(String[] arguments) {
        Orders.follow(
                () -> new Worker(arguments[0], arguments[1], new OriginClient(Integer.parseInt(arguments[2])))::obey);
    }

    private void obey(String[] order) {
        switch (order[0]) {
            case "increment" -> increment(order[1], Integer.parseInt(order[2]));
            case "value" -> Said.line("value", Increment.valueOf(plain, order[1]));
            case "operate" -> operate(Integer.parseInt(order[1]), Path.of(order[2]));
            case "change" -> overtaking.change(Integer.parseInt(order[1]), Path.of(order[2]));
            case "region" -> Said.line("answer", invalidated.obey(order[1], order[2], order[3]));
            case "clear" -> overtaking.clear(Integer.parseInt(order[1]), Path.of(order[2]));
            default -> throw new IllegalArgumentException("unknown order: " + order[0]);
        }
    }

    private void increment(String key, int times) {
        new Crew(THREADS).all(number -> {
            for (int i = 0; i < times; i++) {
                plain.invoke(key, new Increment());
            }
        });
    }

    private void operate(int times, Path file) {
        History history = new History(name);
        new Crew(THREADS)
                .all(number -> new RecordedOperations(plain, history, name + "." + number).doSome(times / THREADS));
        history.save(file);
    }
}
