// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.hazelcast;

/** Threads of ours: none keeps a JVM alive. */
final class Daemon {

    private Daemon() {}

    /** One that is not started yet. */
    static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
