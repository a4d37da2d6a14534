// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Drivers of tests, which are found as those of artifacts are. */
public final class Registered {

    private Registered() {}

    /** A class path of the test's own, with the driver's registration in that directory. */
    public static URLClassLoader in(Path directory, Class<? extends ByteBackendFactory> driver) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(ByteBackendFactory.class.getName()), driver.getName());
        return new URLClassLoader(new URL[] {directory.toUri().toURL()}, driver.getClassLoader());
    }
}
