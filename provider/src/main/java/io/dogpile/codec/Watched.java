// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import io.dogpile.backend.ChangeListener;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells which key a driver speaks of: by its text or, if that is a digest, by remembering what was asked for lately. */
final class Watched<K> {

    private static final int MOST_REMEMBERED = 4_096;

    private final Function<String, @Nullable K> keyOf;
    private final Map<String, K> recent = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, K> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });
    private volatile boolean watching;

    Watched(Function<String, @Nullable K> keyOf) {
        this.keyOf = keyOf;
    }

    /** To be told of each key that is asked for. */
    void met(String text, K key) {
        if (watching && text.charAt(0) == DriverKey.DIGEST) {
            recent.put(text, key);
        }
    }

    ChangeListener<String> translating(ChangeListener<? super K> listener) {
        watching = true;
        return new ChangeListener<>() {
            @Override
            public void changed(String text) {
                if (text.equals(RegionRecord.TEXT)) {
                    return;
                }
                K remembered = text.charAt(0) == DriverKey.DIGEST ? recent.get(text) : keyOf.apply(text);
                if (remembered == null) {
                    listener.missed();
                } else {
                    listener.changed(remembered);
                }
            }

            @Override
            public void missed() {
                listener.missed();
            }
        };
    }
}
