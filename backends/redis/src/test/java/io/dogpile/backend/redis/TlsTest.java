// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendException;
import io.dogpile.backend.BackendException.Kind;
import io.dogpile.backend.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsTest {

    @TempDir
    private static Path directory;

    private static ServerProcess server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=authority",
                "-keyout",
                "ca.key",
                "-out",
                "ca.pem");
        Files.writeString(directory.resolve("names"), "subjectAltName=DNS:localhost");
        certificate("server");
        certificate("client");
        server = ServerProcess.start(
                "redis-server",
                port -> List.of(
                        "--port",
                        "0",
                        "--tls-port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--tls-cert-file",
                        directory.resolve("server.pem").toString(),
                        "--tls-key-file",
                        directory.resolve("server.key").toString(),
                        "--tls-ca-cert-file",
                        directory.resolve("ca.pem").toString()));
    }

    private static void certificate(String name) throws IOException, InterruptedException {
        openssl(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=" + name,
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr");
        openssl(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                "names",
                "-out",
                name + ".pem");
    }

    private static void openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Backend<String, byte[]> open(String host, Map<String, String> more) {
        Map<String, String> arguments = new HashMap<>(more);
        arguments.put("url", "rediss://" + host + ":" + server.port());
        return Opened.backend("tls", arguments);
    }

    private static Map<String, String> known() {
        return Map.of(
                "ssl-ca", directory.resolve("ca.pem").toString(),
                "ssl-certificate", directory.resolve("client.pem").toString(),
                "ssl-key", directory.resolve("client.key").toString());
    }

    private static Kind failure(Backend<String, byte[]> backend) {
        try (backend) {
            return catchThrowableOfType(BackendException.class, () -> backend.get("key"))
                    .kind();
        }
    }

    @Test
    void valuesGoOverTlsToAServerThatIsKnown() {
        try (Backend<String, byte[]> backend = open("localhost", known())) {
            backend.put("key", Sample.eternal("value"));

            assertThat(Sample.text(backend.get("key"))).isEqualTo("value");
            assertThat(backend.watch(new Told())).isTrue();
        }
    }

    @Test
    void aServerUnderAnotherNameIsRefused() {
        assertThat(failure(open("127.0.0.1", known()))).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aServerOfAnUnknownAuthorityIsRefused() {
        assertThat(failure(open("localhost", Map.of()))).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aServerRefusesWhoShowsNoCertificate() {
        assertThat(failure(open(
                        "localhost",
                        Map.of("ssl-ca", directory.resolve("ca.pem").toString()))))
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aConnectionInTheClearGetsNowhere() {
        assertThat(failure(Opened.backend("tls", server.port()))).isEqualTo(Kind.UNAVAILABLE);
    }
}
