// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The canonical form of one type of the JDK: equal objects have equal bytes, unequal ones have not.
 *
 * @param tag the first byte of the form, by which it is recognised
 * @param type the exact class
 * @param writer writes what follows the tag
 * @param reader reads all that follows the tag, up to the end of the input
 */
record Scalar<T>(int tag, Class<?> type, BiConsumer<T, Output> writer, Function<Input, T> reader) {

    static final int TEXT = 's';
    static final int ODD_TEXT = 'S';
    static final int BYTE = 'b';
    static final int SHORT = 'h';
    static final int INTEGER = 'i';
    static final int LONG = 'l';
    static final int BIG_INTEGER = 'n';
    static final int UNIVERSAL_ID = 'u';

    static final List<Scalar<?>> BASIC = List.of(
            new Scalar<>('z', Boolean.class, (Boolean b, Output out) -> out.put(b ? 1 : 0), Scalar::readBoolean),
            new Scalar<>(
                    'c',
                    Character.class,
                    (Character c, Output out) -> out.put(c >>> Byte.SIZE).put(c),
                    in -> (char) readShort(in)),
            new Scalar<>(BYTE, Byte.class, (Byte b, Output out) -> out.put(b), in -> (byte) in.next()),
            new Scalar<>(
                    SHORT,
                    Short.class,
                    (Short s, Output out) -> out.put(s >>> Byte.SIZE).put(s),
                    in -> (short) readShort(in)),
            new Scalar<>(INTEGER, Integer.class, (Integer i, Output out) -> out.putInt(i), Input::nextInt),
            new Scalar<>(LONG, Long.class, (Long l, Output out) -> out.putLong(l), Input::nextLong),
            new Scalar<>(
                    'f',
                    Float.class,
                    (Float f, Output out) -> out.putInt(Float.floatToIntBits(f)),
                    in -> Float.intBitsToFloat(in.nextInt())),
            new Scalar<>(
                    'd',
                    Double.class,
                    (Double d, Output out) -> out.putLong(Double.doubleToLongBits(d)),
                    in -> Double.longBitsToDouble(in.nextLong())),
            new Scalar<>(
                    BIG_INTEGER,
                    BigInteger.class,
                    (BigInteger i, Output out) -> out.put(i.toByteArray()),
                    in -> new BigInteger(in.rest())),
            new Scalar<>(
                    'm',
                    BigDecimal.class,
                    (BigDecimal d, Output out) ->
                            out.putInt(d.scale()).put(d.unscaledValue().toByteArray()),
                    Scalar::readDecimal),
            new Scalar<>(
                    UNIVERSAL_ID,
                    UUID.class,
                    (UUID id, Output out) ->
                            out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()),
                    in -> new UUID(in.nextLong(), in.nextLong())),
            new Scalar<>('U', URI.class, (URI uri, Output out) -> out.put(Uris.text(uri)), in -> URI.create(text(in))),
            new Scalar<>('o', Locale.class, Locales::write, Locales::read),
            new Scalar<>(
                    'y',
                    Currency.class,
                    (Currency currency, Output out) ->
                            out.put(currency.getCurrencyCode().getBytes(UTF_8)),
                    in -> Currency.getInstance(text(in))),
            new Scalar<>('k', Date.class, Scalar::writeDate, Scalar::readDate));

    static String text(Input in) {
        return in.nextText(in.remaining(), UTF_8);
    }

    static String oddText(Input in) {
        char[] units = new char[in.remaining() / 2];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) readShort(in);
        }
        return new String(units);
    }

    private static boolean readBoolean(Input in) {
        return in.next() != 0;
    }

    private static int readShort(Input in) {
        return in.next() << Byte.SIZE | in.next();
    }

    private static BigDecimal readDecimal(Input in) {
        int scale = in.nextInt();
        return new BigDecimal(new BigInteger(in.rest()), scale);
    }

    @SuppressWarnings("JavaUtilDate") // Others use it.
    private static void writeDate(Date date, Output out) {
        out.putLong(date.getTime());
    }

    @SuppressWarnings("JavaUtilDate") // As above.
    private static Date readDate(Input in) {
        return new Date(in.nextLong());
    }
}
