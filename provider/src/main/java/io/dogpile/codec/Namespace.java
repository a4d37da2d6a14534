// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.util.regex.Pattern;

/** Makes the text that sets a region's keys apart from all others in a shared store. */
public final class Namespace {

    /** The longest namespace of a region, in characters. */
    public static final int LONGEST = 120;

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]+");

    private Namespace() {}

    /**
     * The namespace of a region: {@code dogpile:books}. Names that cannot be read safely by every store are encoded. Different
     * regions never have the same one.
     *
     * @param namespace what the stores' users have in common: 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}
     * @param region any name
     * @return 1 to 120 characters of {@code A-Z a-z 0-9 . _ : - = #}
     */
    public static String of(String namespace, String region) {
        if (SAFE.matcher(region).matches() && namespace.length() + 1 + region.length() <= LONGEST) {
            return namespace + ":" + region;
        }
        byte[] name = Scalars.units(region);
        String encoded = "=" + Digest.text(name);
        return namespace + ":"
                + (namespace.length() + 1 + encoded.length() <= LONGEST ? encoded : "#" + Digest.sha256Text(name));
    }
}
