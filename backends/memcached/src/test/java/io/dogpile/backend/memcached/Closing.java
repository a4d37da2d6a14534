// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Closes after a test what it has opened, the latest first. */
final class Closing implements AfterEachCallback {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Something to be closed after the test. */
    <T extends AutoCloseable> T later(T each) {
        open.push(each);
        return each;
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
