// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** URIs are equal whatever the case of scheme, host and escapes; of equal ones this makes one text. */
final class Uris {

    private Uris() {}

    static byte[] text(URI uri) {
        return escapesInCapitals(rebuilt(uri)).getBytes(UTF_8);
    }

    private static String rebuilt(URI uri) {
        StringBuilder text = new StringBuilder();
        append(text, "", small(uri.getScheme()), ":");
        if (uri.isOpaque()) {
            text.append(uri.getRawSchemeSpecificPart());
        } else {
            append(text, "//", authority(uri), "");
            append(text, "", uri.getRawPath(), "");
            append(text, "?", uri.getRawQuery(), "");
        }
        append(text, "#", uri.getRawFragment(), "");
        return text.toString();
    }

    private static @Nullable String authority(URI uri) {
        if (uri.getHost() == null) {
            return uri.getRawAuthority();
        }
        StringBuilder text = new StringBuilder();
        append(text, "", uri.getRawUserInfo(), "@");
        text.append(small(uri.getHost()));
        return uri.getPort() < 0
                ? text.toString()
                : text.append(':').append(uri.getPort()).toString();
    }

    private static @Nullable String small(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private static void append(StringBuilder text, String before, @Nullable String part, String after) {
        if (part != null) {
            text.append(before).append(part).append(after);
        }
    }

    private static String escapesInCapitals(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder capitals = new StringBuilder(text);
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            for (int digit = at + 1; digit <= at + 2 && digit < text.length(); digit++) {
                capitals.setCharAt(digit, Character.toUpperCase(text.charAt(digit)));
            }
        }
        return capitals.toString();
    }
}
