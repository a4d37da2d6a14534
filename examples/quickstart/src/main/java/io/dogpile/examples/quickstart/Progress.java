// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.quickstart;

import java.io.PrintStream;

/** One line that says how it goes: rewritten in place on a console, once a second elsewhere. */
final class Progress {

    private final PrintStream out;
    private final boolean console;

    Progress(PrintStream out, boolean console) {
        this.out = out;
        this.console = console;
    }

    long intervalMillis() {
        return console ? 200 : 1000;
    }

    void show(String line) {
        if (console) {
            out.printf("\r%-100s", line);
            out.flush();
        } else {
            out.println(line);
        }
    }

    /** Leaves the line. */
    void done() {
        if (console) {
            out.printf("\r%-100s\r", "");
        }
    }
}
