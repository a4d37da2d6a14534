// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks.stores;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import net.spy.memcached.CASValue;
import net.spy.memcached.MemcachedClient;
import org.jspecify.annotations.Nullable;

/** Spymemcached as it is: one connection for all threads, text in UTF-8. */
record SpyClient(MemcachedClient client) implements Client {

    @Override
    public @Nullable String get(String key) {
        return (String) client.get(key);
    }

    @Override
    public void put(String key, String value) {
        answer(client.set(key, 0, value));
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // Only text is stored.
    public Map<String, String> getAll(Set<String> keys) {
        return (Map) client.getBulk(keys);
    }

    @Override
    public boolean putIfAbsent(String key, String value) {
        return answer(client.add(key, 0, value));
    }

    @Override
    public boolean replace(String key, String value) {
        return answer(client.replace(key, 0, value));
    }

    @Override
    public void update(String key, String next) {
        CASValue<Object> seen = client.gets(key);
        client.cas(key, seen.getCas(), next);
    }

    private static boolean answer(Future<Boolean> sent) {
        try {
            return sent.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
