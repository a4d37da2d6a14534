// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.testkit;

import io.dogpile.backend.Backend;
import io.dogpile.backend.Stored;
import io.dogpile.backend.testkit.history.History;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A client all of whose operations are recorded. Used by one thread. */
final class RecordedClient {

    private final Backend<String, byte[]> client;
    private final ByteTrial trial;
    private final History history;

    RecordedClient(Backend<String, byte[]> client, ByteTrial trial, History history) {
        this.client = client;
        this.trial = trial;
        this.history = history;
    }

    /** Does something by chance with a key. */
    void doSomething(Random random, String key, String text) {
        switch (random.nextInt(6)) {
            case 0 -> history.write(key, text, () -> client.put(key, trial.value(text)));
            case 1 -> history.remove(key, () -> client.remove(key));
            case 2 -> history.replace(key, null, text, () -> client.replace(key, null, trial.value(text)));
            case 3 -> replace(key, text);
            case 4 -> replace(key, null);
            default -> read(key);
        }
    }

    private void replace(String key, @Nullable String text) {
        Stored<byte[]> read = read(key);
        String expected = read == null ? null : ByteTrial.text(read);
        Stored<byte[]> update = text == null ? null : trial.value(text);
        history.replace(key, expected, text, () -> client.replace(key, read, update));
    }

    private @Nullable Stored<byte[]> read(String key) {
        Read read = new Read();
        history.read(key, () -> {
            read.stored = client.get(key);
            return read.stored == null ? null : ByteTrial.text(read.stored);
        });
        return read.stored;
    }

    private static final class Read {
        private @Nullable Stored<byte[]> stored;
    }
}
