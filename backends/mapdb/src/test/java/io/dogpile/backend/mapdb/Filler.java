// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import static io.dogpile.backend.mapdb.Opened.forever;
import static io.dogpile.backend.mapdb.Opened.isSealed;
import static io.dogpile.backend.mapdb.Opened.sealed;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.Stored;
import java.nio.file.Path;

/** Fills a store until it is full, and checks what is left of it. Takes the file, or nothing for direct memory. */
final class Filler {

    private static final int LENGTH = 2_000;

    private Filler() {}

    public static void main(String[] arguments) {
        int left = fill(arguments);
        if (arguments.length > 0) {
            try (Backend<String, byte[]> books =
                    Opened.in(Path.of(arguments[0])).open("books")) {
                System.out.print("reopened: ");
                System.out.println(check(books, 1_000_000) == left ? "all there" : "some lost");
            }
        }
    }

    private static int fill(String[] arguments) {
        Opened manager = arguments.length > 0 ? Opened.in(Path.of(arguments[0])) : Opened.inMemory();
        try (Backend<String, byte[]> books = manager.open("books")) {
            int stored = 0;
            try {
                while (stored < 1_000_000) {
                    books.put("key:" + stored, forever(sealed("key:" + stored, 1, LENGTH)));
                    stored++;
                }
            } catch (BackendException e) {
                System.out.println("refused as " + e.kind() + " after " + stored + ": " + e.getMessage());
            }
            for (int i = 0; i < 2_000; i++) {
                tryToPut(books, "more:" + i);
            }
            System.out.println("lost: " + (stored - check(books, stored)));
            for (int i = stored / 4; i < stored; i++) {
                books.remove("key:" + i);
            }
            int again = 0;
            for (int i = stored / 4; i < stored; i++) {
                again += tryToPut(books, "key:" + i) ? 1 : 0;
            }
            System.out.println("after removals: " + (again > stored / 2 ? "room again" : again + " of " + stored));
            return check(books, stored);
        }
    }

    private static boolean tryToPut(Backend<String, byte[]> books, String key) {
        try {
            books.put(key, forever(sealed(key, 1, LENGTH)));
            return true;
        } catch (BackendException e) {
            return false;
        }
    }

    private static int check(Backend<String, byte[]> books, int stored) {
        int right = 0;
        int wrong = 0;
        for (int i = 0; i < stored; i++) {
            Stored<byte[]> read = books.get("key:" + i);
            if (read != null) {
                boolean good = isSealed("key:" + i, read.value());
                right += good ? 1 : 0;
                wrong += good ? 0 : 1;
            }
        }
        System.out.print("wrong: " + wrong + ", ");
        return right;
    }
}
