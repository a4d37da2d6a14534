// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** The commands that every memcached has known since its first releases. */
record StockDialect() implements Dialect {

    private static final byte[] NOTHING = {};

    @Override
    public Exchange<Answers> get(String key) {
        return new Exchange<>(Dialect.ascii("gets " + key + "\r\n"), Answers.stock(List.of(key), 1));
    }

    @Override
    public Exchange<Answers> put(Item item) {
        return Dialect.one(store("set", item, "\r\n"), item.value());
    }

    @Override
    public Exchange<Answers> putAll(List<Item> items) {
        ByteArrayOutputStream request = new ByteArrayOutputStream(items.size() * 256);
        items.forEach(item -> Dialect.append(request, store("set", item, "\r\n"), item.value()));
        return new Exchange<>(request.toByteArray(), Answers.each(items.size()));
    }

    @Override
    public Exchange<Answers> add(Item item) {
        return Dialect.one(store("add", item, "\r\n"), item.value());
    }

    @Override
    public Exchange<Answers> replace(Item item, long cas) {
        return Dialect.one(store("cas", item, " " + Long.toUnsignedString(cas) + "\r\n"), item.value());
    }

    @Override
    public Exchange<Answers> remove(String key) {
        return Dialect.one("delete " + key + "\r\n");
    }

    @Override
    public Exchange<Answers> removeAll(List<String> keys) {
        StringBuilder request = new StringBuilder(keys.size() * 64);
        keys.forEach(key -> request.append("delete ").append(key).append("\r\n"));
        return new Exchange<>(Dialect.ascii(request.toString()), Answers.each(keys.size()));
    }

    /** There is no such command; but an item that is replaced by one whose time is over has gone. */
    @Override
    public Exchange<Answers> remove(String key, long cas) {
        return replace(new Item(key, -1, NOTHING), cas);
    }

    private static String store(String command, Item item, String end) {
        return command + " " + item.key() + " 0 " + item.seconds() + " " + item.value().length + end;
    }
}
