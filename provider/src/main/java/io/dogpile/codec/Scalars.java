// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of the JDK that have a canonical form. Stateless. */
final class Scalars {

    private static final Map<Class<?>, Scalar<?>> BY_TYPE = new HashMap<>();
    private static final @Nullable Scalar<?>[] BY_TAG = new Scalar<?>[1 << Byte.SIZE];

    static {
        Stream.of(Scalar.BASIC, Times.ALL).flatMap(List::stream).forEach(scalar -> {
            BY_TYPE.put(scalar.type(), scalar);
            BY_TAG[scalar.tag()] = scalar;
        });
    }

    private Scalars() {}

    /** The canonical form, or null if the object has none here. */
    static byte @Nullable [] bytes(Object object) {
        if (object instanceof String text) {
            return bytes(text);
        }
        Scalar<?> scalar = BY_TYPE.get(object.getClass());
        if (scalar == null || (object instanceof Locale locale && !Locales.isWritable(locale))) {
            return null;
        }
        Output out = new Output(1 + 2 * Long.BYTES);
        write(scalar, object, out);
        return out.toBytes();
    }

    /** Whether {@link #read} reads what begins like that. */
    static boolean isScalar(int tag) {
        return tag == Scalar.TEXT || tag == Scalar.ODD_TEXT || BY_TAG[tag] != null;
    }

    /** The object of which all the rest of the input is the form. */
    static Object read(int tag, Input in) {
        if (tag == Scalar.TEXT) {
            return Scalar.text(in);
        }
        if (tag == Scalar.ODD_TEXT) {
            return Scalar.oddText(in);
        }
        Scalar<?> scalar = BY_TAG[tag];
        if (scalar == null) {
            throw Undecodable.corrupt("there is no type " + tag);
        }
        Object object = scalar.reader().apply(in);
        if (in.remaining() != 0) {
            throw Undecodable.corrupt("something follows the end");
        }
        return object;
    }

    private static byte[] bytes(String text) {
        // Halves of surrogate pairs have no UTF-8, nor does the UTF-16 of the JDK take them: all would become the same.
        boolean odd = hasOddSurrogates(text);
        byte[] encoded = odd ? units(text) : text.getBytes(UTF_8);
        byte[] tagged = new byte[1 + encoded.length];
        tagged[0] = (byte) (odd ? Scalar.ODD_TEXT : Scalar.TEXT);
        System.arraycopy(encoded, 0, tagged, 1, encoded.length);
        return tagged;
    }

    /** The text's 16-bit units, whatever they are. */
    static byte[] units(String text) {
        Output out = new Output(2 * text.length());
        for (int i = 0; i < text.length(); i++) {
            out.put(text.charAt(i) >>> Byte.SIZE).put(text.charAt(i));
        }
        return out.toBytes();
    }

    private static boolean hasOddSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked") // Found by the object's own class.
    private static <T> void write(Scalar<T> scalar, Object object, Output out) {
        out.put(scalar.tag());
        scalar.writer().accept((T) object, out);
    }
}
