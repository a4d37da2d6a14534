// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandKeyword;
import io.lettuce.core.protocol.CommandType;

/** Commands to be sent many at a time. */
final class Batch {

    private Batch() {}

    static AsyncCommand<String, byte[], byte[]> get(String key) {
        return command(CommandType.GET, new ValueOutput<>(Wire.CODEC), args().addKey(key));
    }

    /** Stores a value for so many milliseconds, or for ever if that is {@link Lifetime#UNLIMITED}. */
    static AsyncCommand<String, byte[], String> set(String key, byte[] value, long millis) {
        CommandArgs<String, byte[]> args = args().addKey(key).addValue(value);
        if (millis != Lifetime.UNLIMITED) {
            args.add(CommandKeyword.PX).add(millis);
        }
        return command(CommandType.SET, new StatusOutput<>(Wire.CODEC), args);
    }

    static AsyncCommand<String, byte[], Long> unlink(String key) {
        return command(CommandType.UNLINK, new IntegerOutput<>(Wire.CODEC), args().addKey(key));
    }

    private static CommandArgs<String, byte[]> args() {
        return new CommandArgs<>(Wire.CODEC);
    }

    private static <T> AsyncCommand<String, byte[], T> command(
            CommandType type, CommandOutput<String, byte[], T> output, CommandArgs<String, byte[]> args) {
        return new AsyncCommand<>(new Command<>(type, output, args));
    }
}
