// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.BackendException;
import io.dogpile.backend.Exchange;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compare-and-set by a script of the server, in one trip; the script itself is sent only to servers that do not know it
 * yet.
 */
final class ScriptSwap implements Swap {

    private static final String OPERATION = "replace";

    /**
     * Arguments: first and last position of the version, the version, and for a write the value and perhaps its
     * milliseconds. Returns a list: nothing if it is done, or else what is there, be it nil.
     */
    private static final String SCRIPT = """
            local found = redis.call('GETRANGE', KEYS[1], ARGV[1], ARGV[2])
            if found ~= ARGV[3] or (found == '' and redis.call('EXISTS', KEYS[1]) == 0) then
                return {redis.call('GET', KEYS[1])}
            end
            if #ARGV == 3 then
                redis.call('UNLINK', KEYS[1])
            elseif #ARGV == 4 then
                redis.call('SET', KEYS[1], ARGV[4])
            else
                redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5])
            end
            return {}
            """;

    private static final String DIGEST = sha1(SCRIPT);

    private final RedisLink link;

    ScriptSwap(RedisLink link) {
        this.link = link;
    }

    @Override
    public Exchange<byte[]> swap(
            String key, Version expected, byte @Nullable [] value, long millis, Deadline deadline) {
        String[] keys = {key};
        byte[][] arguments = arguments(expected, value, millis);
        List<byte[]> answer;
        try {
            answer = link.call(
                    OPERATION,
                    deadline,
                    wire -> wire.commands().<List<byte[]>>evalsha(DIGEST, ScriptOutputType.MULTI, keys, arguments));
        } catch (BackendException e) {
            if (!(e.getCause() instanceof RedisNoScriptException)) {
                throw e;
            }
            answer = link.call(
                    OPERATION,
                    deadline,
                    wire -> wire.commands().<List<byte[]>>eval(SCRIPT, ScriptOutputType.MULTI, keys, arguments));
        }
        if (answer.isEmpty()) {
            return Exchange.succeeded();
        }
        byte[] found = answer.get(0);
        return Exchange.refused(found == null ? null : Version.stored(found));
    }

    @Override
    public boolean takesOneTrip() {
        return true;
    }

    private static byte[][] arguments(Version expected, byte @Nullable [] value, long millis) {
        byte[] first = number(expected.first());
        byte[] last = number(expected.last());
        if (value == null) {
            return new byte[][] {first, last, expected.bytes()};
        }
        return millis == Lifetime.UNLIMITED
                ? new byte[][] {first, last, expected.bytes(), value}
                : new byte[][] {first, last, expected.bytes(), value, number(millis)};
    }

    private static byte[] number(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
