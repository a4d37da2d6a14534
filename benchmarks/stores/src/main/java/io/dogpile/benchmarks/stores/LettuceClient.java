// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lettuce as it is: one connection for all threads, text in UTF-8. */
record LettuceClient(RedisCommands<String, String> commands) implements Client {

    @Override
    public @Nullable String get(String key) {
        return commands.get(key);
    }

    @Override
    public void put(String key, String value) {
        commands.set(key, value);
    }

    @Override
    public Map<String, String> getAll(Set<String> keys) {
        Map<String, String> found = new HashMap<>(keys.size() * 2);
        commands.mget(keys.toArray(String[]::new)).forEach(answer -> {
            if (answer.hasValue()) {
                found.put(answer.getKey(), answer.getValue());
            }
        });
        return found;
    }

    @Override
    public boolean putIfAbsent(String key, String value) {
        return commands.set(key, value, SetArgs.Builder.nx()) != null;
    }

    @Override
    public boolean replace(String key, String value) {
        return commands.set(key, value, SetArgs.Builder.xx()) != null;
    }

    /** Not atomic, which would take more than two trips or a script. */
    @Override
    public void update(String key, String next) {
        commands.get(key);
        commands.set(key, next);
    }
}
