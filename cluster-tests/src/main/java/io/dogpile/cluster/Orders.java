// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** What a process is told on its standard input, a line of words for each order. */
final class Orders {

    private Orders() {}

    /**
     * Says {@code @ready}, and {@code @done} after each order; ends the process with its input.
     *
     * @param start makes the one who obeys
     */
    @SuppressWarnings("checkstyle:IllegalCatch")
    static void follow(Callable<Consumer<String[]>> start) {
        try {
            Consumer<String[]> obedient = start.call();
            Said.line(Cluster.READY);
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                obedient.accept(order.split(" ", -1));
                Said.line("done");
            }
            Runtime.getRuntime().halt(0);
        } catch (Throwable e) {
            // Nobody is to wait for it, whatever threads it has.
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }
}
