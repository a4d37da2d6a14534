// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.lettuce.core.protocol.CommandHandler;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose oldest command is unanswered for too long, so that it is made anew: a peer that has vanished without
 * a word is else noticed after minutes, and one whose replies have got out of step, such as by a wrong length, never. A reply
 * that is still coming in has twice the time. Confined to the channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The channel tells of its own end.
final class AnswerWatch extends ChannelDuplexHandler {

    private final long limitMillis;
    private long heard;
    private boolean looking;

    AnswerWatch(long limitMillis) {
        this.limitMillis = limitMillis;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        super.write(context, message, promise);
        if (!looking) {
            lookLater(context, oldest(context), false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        heard++;
        super.channelRead(context, message);
    }

    /** The command whose answer comes next, if one is due; those that nobody waits for any more are among them. */
    private static @Nullable Object oldest(ChannelHandlerContext context) {
        CommandHandler commands = context.pipeline().get(CommandHandler.class);
        return commands == null ? null : commands.getStack().peek();
    }

    private void lookLater(ChannelHandlerContext context, @Nullable Object oldest, boolean again) {
        looking = true;
        long heardBefore = heard;
        context.executor()
                .schedule(() -> look(context, oldest, heardBefore, again), limitMillis, TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("ReferenceEquality") // The very same command.
    private void look(ChannelHandlerContext context, @Nullable Object oldestBefore, long heardBefore, boolean again) {
        looking = false;
        Object oldest = oldest(context);
        boolean same = oldest == oldestBefore;
        if (oldest != null && same && (again || heard == heardBefore)) {
            context.close();
        } else if (oldest != null) {
            lookLater(context, oldest, same);
        }
    }
}
