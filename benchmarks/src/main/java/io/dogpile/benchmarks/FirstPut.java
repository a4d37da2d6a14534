// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

/** Puts one entry into a new cache and says so: whoever started it looks at the clock. */
final class FirstPut {
    private FirstPut() {}

    /** Argument: peer. */
    public static void main(String... arguments) {
        Setting.plain(Peer.valueOf(arguments[0]), Expiry.ETERNAL).open().put(1L, 1L);
        System.out.println("done");
        System.exit(0);
    }
}
