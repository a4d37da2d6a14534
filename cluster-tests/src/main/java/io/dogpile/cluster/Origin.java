// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Where values come from: a process of its own, which loaders ask over TCP, and which counts what it is asked for.
 *
 * <p>Takes how long a load takes and how long a value lives, both in milliseconds. On its standard output it says
 * {@code @port N}, and of each load {@code @load number process moment}. On its standard input it takes {@code hold} (the next load
 * to begin does not end before {@code release}, and is told of as {@code @held number process moment}), {@code report} (answered with
 * {@code @report generations loads extra unstored}), and its end, with which it ends.
 */
final class Origin {

    private static final long TOLERANCE_PERCENT = 5;

    private final long loadNanos;
    private final Generations generations;
    private boolean holding;
    private long held;
    private long version;

    private Origin(long loadMillis, long lifetimeMillis) {
        this.loadNanos = Moments.millis(loadMillis);
        long lifetime = Moments.millis(lifetimeMillis);
        this.generations = new Generations(lifetime, lifetime * TOLERANCE_PERCENT / 100);
    }

    public static void main(String[] arguments) throws IOException {
        Origin origin = new Origin(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]));
        try (ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            Thread acceptor = new Thread(() -> origin.accept(socket), "acceptor");
            acceptor.setDaemon(true);
            acceptor.start();
            Said.line("port", socket.getLocalPort());
            origin.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        }
        Runtime.getRuntime().halt(0);
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                Thread thread = new Thread(() -> serve(client), "client " + client.getPort());
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // Its end, or a client that was gone before it was accepted.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader requests =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter answers = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                String[] words = line.split(" ", 2);
                switch (words[0]) {
                    case "load" -> answers.println(load(words[1]));
                    case "has" -> has(Long.parseLong(words[1]));
                    case "unstored" -> unstored(Long.parseLong(words[1]));
                    case "version" -> answers.println(version());
                    case "change" -> answers.println(change());
                    default -> throw new IOException("unknown request: " + line);
                }
            }
        } catch (IOException | InterruptedException e) {
            // A process that was killed; the generations tell of it.
        }
    }

    private synchronized long load(String process) throws InterruptedException {
        long began = Moments.now();
        String before = generations.describe(began);
        long extra = generations.extra();
        long number = generations.begin(began);
        if (generations.extra() > extra) {
            System.out.println(
                    "load " + number + " by " + process + " is extra, unless it finds the store away: " + before);
        }
        if (holding) {
            holding = false;
            held = number;
            Said.line("held", number, process, began);
        } else {
            Said.line("load", number, process, began);
        }
        long left = loadNanos;
        while (left > 0 || held == number) {
            wait(Math.max(1, left / 1_000_000));
            left = loadNanos - (Moments.now() - began);
        }
        return number;
    }

    private synchronized void has(long number) {
        generations.has(number, Moments.now());
    }

    private synchronized void unstored(long number) {
        System.out.println("load " + number + " found the store away");
        generations.unstored(number);
    }

    private synchronized String version() throws InterruptedException {
        long now = version;
        long until = Moments.now() + loadNanos;
        for (long left = loadNanos; left > 0; left = until - Moments.now()) {
            wait(Math.max(1, left / 1_000_000));
        }
        return String.valueOf(now);
    }

    private synchronized long change() {
        return ++version;
    }

    private void obey(BufferedReader orders) throws IOException {
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            obey(order);
        }
    }

    private synchronized void obey(String order) {
        switch (order) {
            case "hold" -> holding = true;
            case "release" -> {
                held = 0;
                notifyAll();
            }
            case "report" ->
                Said.line(
                        "report",
                        generations.generations(),
                        generations.loads(),
                        generations.extra(),
                        generations.unstored());
            default -> throw new IllegalArgumentException("unknown order: " + order);
        }
    }
}
