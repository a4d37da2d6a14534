// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import io.dogpile.backend.testkit.history.History;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.cache.Cache;
import javax.cache.CacheManager;

/**
 * One of several processes that share caches, and do with them what they are told, line by line. Takes the configuration file, its own
 * name and the origin's port; says {@code @ready}, and {@code @done} after each order. Ends with its input.
 */
final class Worker {

    private static final int THREADS = 8;

    private final String name;
    private final Cache<String, String> plain;
    private final Overtaking overtaking;

    private Worker(String file, String name, OriginClient origin) {
        this.name = name;
        CacheManager manager = SharedCaches.manager(file);
        this.plain = SharedCaches.plain(manager, "plain");
        this.overtaking = new Overtaking(name, manager, origin);
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    public static void main(String[] arguments) {
        try {
            work(arguments);
            Runtime.getRuntime().halt(0);
        } catch (Throwable e) {
            // Nobody is to wait for it, whatever threads it has.
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void work(String[] arguments) throws IOException {
        Worker worker = new Worker(arguments[0], arguments[1], new OriginClient(Integer.parseInt(arguments[2])));
        worker.plain.containsKey("something else");
        Said.line("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            worker.obey(order.split(" ", -1));
        }
    }

    private void obey(String[] order) {
        switch (order[0]) {
            case "increment" -> increment(order[1], Integer.parseInt(order[2]));
            case "value" -> Said.line("value", Increment.valueOf(plain, order[1]));
            case "operate" -> operate(Integer.parseInt(order[1]), Path.of(order[2]));
            case "change" -> overtaking.change(Integer.parseInt(order[1]), Path.of(order[2]));
            case "clear" -> overtaking.clear(Integer.parseInt(order[1]), Path.of(order[2]));
            default -> throw new IllegalArgumentException("unknown order: " + order[0]);
        }
        Said.line("done");
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
