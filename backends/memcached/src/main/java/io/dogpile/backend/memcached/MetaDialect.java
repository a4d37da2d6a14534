// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The meta commands: a removal can name a version, what is stored in the place of something known is answered with its version,
 * and of a pipeline of many only what is remarkable is answered.
 */
record MetaDialect() implements Dialect {

    private static final String END = "mn\r\n";

    @Override
    public Exchange<Answers> get(String key) {
        return Dialect.one("mg " + key + " v c\r\n");
    }

    @Override
    public Exchange<Answers> put(Item item) {
        return Dialect.one(store(item, "\r\n"), item.value());
    }

    @Override
    public Exchange<Answers> putAll(List<Item> items) {
        ByteArrayOutputStream request = new ByteArrayOutputStream(items.size() * 256);
        items.forEach(item -> Dialect.append(request, store(item, " q\r\n"), item.value()));
        request.writeBytes(Dialect.ascii(END));
        return new Exchange<>(request.toByteArray(), Answers.quiet());
    }

    @Override
    public Exchange<Answers> add(Item item) {
        return Dialect.one(store(item, " ME c\r\n"), item.value());
    }

    @Override
    public Exchange<Answers> replace(Item item, long cas) {
        return Dialect.one(store(item, " C" + Long.toUnsignedString(cas) + " c\r\n"), item.value());
    }

    @Override
    public Exchange<Answers> remove(String key) {
        return Dialect.one("md " + key + "\r\n");
    }

    @Override
    public Exchange<Answers> removeAll(List<String> keys) {
        StringBuilder request = new StringBuilder(keys.size() * 64);
        keys.forEach(key -> request.append("md ").append(key).append(" q\r\n"));
        return new Exchange<>(Dialect.ascii(request.append(END).toString()), Answers.quiet());
    }

    @Override
    public Exchange<Answers> remove(String key, long cas) {
        return Dialect.one("md " + key + " C" + Long.toUnsignedString(cas) + "\r\n");
    }

    private static String store(Item item, String flags) {
        return "ms " + item.key() + " " + item.value().length + " T" + item.seconds() + flags;
    }
}
