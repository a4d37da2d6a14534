// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import io.dogpile.backend.Stored;
import io.dogpile.backend.memcached.Answers.Found;
import io.dogpile.backend.memcached.Answers.Status;
import io.dogpile.backend.memcached.Generations.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Those keys of an operation on many that belong to one server, and the request that is made of them. Used by one thread. */
final class Batch {

    private final Server server;
    private final Generation generation;
    private final List<String> keys = new ArrayList<>();
    private final List<String> items = new ArrayList<>();
    private @Nullable Exchange<Answers> exchange;

    Batch(Server server, Generation generation) {
        this.server = server;
        this.generation = generation;
    }

    void add(String key) {
        keys.add(key);
        items.add(ItemKeys.item(generation.prefix(), key));
    }

    Server server() {
        return server;
    }

    /** The names of the keys' items, in the order of the keys. */
    List<String> items() {
        return items;
    }

    void send(Exchange<Answers> request, Call call) {
        exchange = server.send(request, call);
    }

    /** Waits for the answers to what was sent. */
    Answers answers(Call call) {
        if (exchange == null) {
            throw new IllegalStateException("nothing was sent");
        }
        Answers answers = server.await(exchange, call);
        if (answers.status() == Status.REFUSED) {
            throw call.refused(server.name(), answers);
        }
        return answers;
    }

    /** Where each key's value is, in the order of the keys. */
    List<Place> places() {
        return IntStream.range(0, keys.size()).mapToObj(this::place).toList();
    }

    private Place place(int index) {
        return new Place(server, generation, items.get(index), keys.get(index));
    }

    /** Adds what was found to a map by key. */
    void collect(
            Answers answers, Map<String, Stored<byte[]>> all, BiFunction<Place, Found, @Nullable Stored<byte[]>> read) {
        for (Found found : answers.found()) {
            Stored<byte[]> stored = read.apply(place(found.index()), found);
            if (stored != null) {
                all.put(keys.get(found.index()), stored);
            }
        }
    }
}
