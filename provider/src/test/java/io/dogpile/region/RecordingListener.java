// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.backend.Stored;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what it is told, in order; fails if it is told to. */
final class RecordingListener implements RegionListener<String, String> {

    final List<String> told = new CopyOnWriteArrayList<>();
    volatile boolean listening = true;
    volatile boolean fails;

    @Override
    public boolean isListening() {
        return listening;
    }

    @Override
    public void expired(String key, Stored<String> stored) {
        tell("expired " + key + "=" + stored.value());
    }

    @Override
    public void regenerated(String key, @Nullable String previous, String value) {
        tell("regenerated " + key + ": " + previous + " -> " + value);
    }

    private void tell(String event) {
        told.add(event);
        if (fails) {
            throw new IllegalStateException("cannot bear it");
        }
    }
}
