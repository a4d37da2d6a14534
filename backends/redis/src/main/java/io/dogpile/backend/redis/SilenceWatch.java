// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection over which something was sent and nothing came back for too long, so that it is made anew: a peer
 * that has vanished without a word is else noticed after minutes, and an answer that comes after its time might be
 * taken for another one. Confined to the channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The channel tells of its own end.
final class SilenceWatch extends ChannelDuplexHandler {

    private final long limitMillis;
    private long heard;
    private boolean waiting;
    private boolean looking;

    SilenceWatch(long limitMillis) {
        this.limitMillis = limitMillis;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        waiting = true;
        if (!looking) {
            lookLater(context);
        }
        super.write(context, message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        waiting = false;
        heard++;
        super.channelRead(context, message);
    }

    private void lookLater(ChannelHandlerContext context) {
        looking = true;
        long heardBefore = heard;
        context.executor().schedule(() -> look(context, heardBefore), limitMillis, TimeUnit.MILLISECONDS);
    }

    private void look(ChannelHandlerContext context, long heardBefore) {
        looking = false;
        if (waiting && heard == heardBefore) {
            context.close();
        } else if (waiting) {
            lookLater(context);
        }
    }
}
