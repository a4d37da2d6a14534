// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Turns the bytes of a configuration file into text that can be a properties file, or says why they are not. */
final class FileContent {

    private static final int LONGEST = 4 * 1024 * 1024;
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final Pattern XML = Pattern.compile("\\s*<[?!\\p{L}_].*", Pattern.DOTALL);

    private FileContent() {}

    static byte[] bytes(String file, InputStream in) {
        try {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new ConfigurationException(file + ": is longer than 4 MiB, and so no configuration");
            }
            return bytes;
        } catch (IOException e) {
            throw new ConfigurationException(
                    file + ": cannot be read: " + Secrets.withoutUserInformation(e.toString()), e);
        }
    }

    /** The text, without a byte order mark. */
    static String text(String file, byte[] bytes) {
        String text = withoutMark(decoded(file, bytes));
        if (text.indexOf('\0') >= 0) {
            throw new ConfigurationException(
                    "%s:%s: is not a text: it has a zero byte".formatted(file, line(text, text.indexOf('\0'))));
        }
        if (XML.matcher(text).matches()) {
            throw new ConfigurationException(file + ": XML configuration is not supported by this artifact yet");
        }
        return text;
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static String decoded(String file, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        boolean malformed = decoder.decode(in, out, true).isError();
        String text = out.flip().toString();
        if (malformed) {
            throw new ConfigurationException("%s:%s: is not text in UTF-8: it has the byte 0x%02x"
                    .formatted(file, line(text, text.length()), bytes[in.position()]));
        }
        return text;
    }

    private static long line(String text, int position) {
        return (text.substring(0, position) + "|").lines().count();
    }
}
