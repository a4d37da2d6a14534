// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where files go that are not to be trusted: beside the good one, under another name. */
final class Quarantine {

    private static final String SUFFIX = ".corrupt-";

    private final Path data;

    Quarantine(Path data) {
        this.data = data;
    }

    /** Renames the file to the next free name, and deletes those that were set aside before. */
    Path take() throws IOException {
        List<Path> older = new ArrayList<>();
        long last = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data.getParent(), this::isSetAside)) {
            for (Path file : files) {
                older.add(file);
                last = Math.max(last, number(file));
            }
        }
        for (Path file : older) {
            Files.delete(file);
        }
        Path target = PrivateFiles.beside(data, SUFFIX + (last + 1));
        Files.move(data, target);
        return target;
    }

    private boolean isSetAside(Path file) {
        return number(file) > 0;
    }

    private long number(Path file) {
        String name = file.getFileName().toString();
        String prefix = data.getFileName() + SUFFIX;
        String digits = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        return digits.matches("[1-9]\\d{0,15}") ? Long.parseLong(digits) : 0;
    }
}
