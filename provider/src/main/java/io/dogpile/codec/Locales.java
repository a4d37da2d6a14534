// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/** Locales as language tags or, where a tag does not say it all, as the three parts of old. */
final class Locales {

    private static final int AS_TAG = 0;
    private static final int AS_PARTS = 1;

    private Locales() {}

    /** Whether one of the two forms says all that there is to say. */
    static boolean isWritable(Locale locale) {
        return isTag(locale) || isParts(locale);
    }

    static void write(Locale locale, Output out) {
        if (isTag(locale)) {
            out.put(AS_TAG).put(locale.toLanguageTag().getBytes(UTF_8));
        } else {
            out.put(AS_PARTS)
                    .putCounted(locale.getLanguage().getBytes(UTF_8))
                    .putCounted(locale.getCountry().getBytes(UTF_8))
                    .put(locale.getVariant().getBytes(UTF_8));
        }
    }

    static Locale read(Input in) {
        if (in.next() == AS_TAG) {
            return Locale.forLanguageTag(Scalar.text(in));
        }
        String language = in.nextText(in.nextLength(), UTF_8);
        String country = in.nextText(in.nextLength(), UTF_8);
        return new Locale(language, country, Scalar.text(in));
    }

    private static boolean isTag(Locale locale) {
        return Locale.forLanguageTag(locale.toLanguageTag()).equals(locale);
    }

    private static boolean isParts(Locale locale) {
        return new Locale(locale.getLanguage(), locale.getCountry(), locale.getVariant()).equals(locale);
    }
}
