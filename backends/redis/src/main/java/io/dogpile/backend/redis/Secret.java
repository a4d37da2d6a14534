// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A password, which is never printed. Immutable. */
final class Secret {

    private final String text;

    Secret(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    char[] reveal() {
        return text.toCharArray();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
