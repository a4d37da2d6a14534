// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static io.dogpile.codec.Store.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.ChangeListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final Store store = new Store();
    private final EncodingBackend<Object, Object> backend = store.open();
    private final List<Object> told = new ArrayList<>();

    private final ChangeListener<Object> listener = new ChangeListener<>() {
        @Override
        public void changed(Object key) {
            told.add(key);
        }

        @Override
        public void missed() {
            told.add("missed");
        }
    };

    @Test
    void keys_are_told_as_the_application_knows_them() {
        assertThat(backend.watch(listener)).isTrue();

        ChangeListener<? super String> driver = store.bytes.listener();
        driver.changed("s.isbn:42");
        driver.changed("i.42");
        driver.changed("=c2EgYg");
        driver.missed();

        assertThat(told).containsExactly("isbn:42", 42, "a b", "missed");
    }

    @Test
    void a_digest_is_told_if_it_was_asked_for_lately() {
        backend.watch(listener);
        String known = "k".repeat(300);
        backend.get(known);
        backend.put("l".repeat(300), stored(1));
        ChangeListener<? super String> driver = store.bytes.listener();

        driver.changed(DriverKey.ofCanonical(Scalars.bytes(known)));
        driver.changed(DriverKey.ofCanonical(Scalars.bytes("l".repeat(300))));
        driver.changed(DriverKey.ofCanonical(Scalars.bytes("m".repeat(300))));
        driver.changed("nothing that was ever a key");

        assertThat(told).containsExactly(known, "l".repeat(300), "missed", "missed");
    }
}
