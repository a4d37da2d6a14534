// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import net.spy.memcached.compat.log.Logger;
import net.spy.memcached.compat.log.LoggerFactory;
import net.spy.memcached.ops.OperationCallback;
import net.spy.memcached.ops.OperationState;
import net.spy.memcached.ops.OperationStatus;
import net.spy.memcached.protocol.BaseOperationImpl;
import org.jspecify.annotations.Nullable;

/**
 * A request and what is answered to it, as an operation of the client.
 *
 * <p>It is not one of the client's keyed operations, and so is never sent again by itself. It keeps two promises that the
 * client's own ones do not: a refusal by the server is a result and costs no connection, and whoever waits learns whether
 * the request can have been executed.
 *
 * @param <R> type of the answer
 */
final class Exchange<R extends Replies> extends BaseOperationImpl implements OperationCallback {

    /** How an exchange ended. */
    enum Ending {
        /** It has not. */
        PENDING,
        /** The answer is whole. */
        ANSWERED,
        /** It never left this process, and will not. */
        UNSENT,
        /** It was sent, at least in part, and no answer can come any more. */
        LOST,
        /** It was sent, and nobody waits for the answer any longer. */
        LATE,
        /** The server does nothing for whom it does not know. */
        STRANGER
    }

    /** Larger blocks are only given room for as their bytes arrive. */
    private static final int TRUSTED = 1 << 20;

    private static final Logger LOGGER = LoggerFactory.getLogger(Exchange.class);
    private static final byte[] NOTHING = {};
    private static final String STRANGER = "CLIENT_ERROR unauthenticated";

    private final byte[] request;
    private final R replies;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Line line = new Line();
    private Ending ending = Ending.PENDING;
    private byte @Nullable [] block;
    private int blockSize;
    private int filled;

    Exchange(byte[] request, R replies) {
        this.request = request;
        this.replies = replies;
        setCallback(this);
    }

    /** What has been answered; to be read only after the exchange was {@linkplain Ending#ANSWERED answered}. */
    R replies() {
        return replies;
    }

    /** Waits for the answer, and gives up the request if it does not come in time. */
    Ending await(Call call) throws InterruptedException {
        try {
            if (!call.awaits(end)) {
                giveUp();
            }
        } catch (InterruptedException e) {
            giveUp();
            throw e;
        }
        synchronized (this) {
            return ending;
        }
    }

    /** Waits for the end, and goes on if it does not come in time. */
    boolean ends(Call call) throws InterruptedException {
        return call.awaits(end);
    }

    synchronized Ending giveUp() {
        if (ending == Ending.PENDING) {
            ending = getState() == OperationState.WRITE_QUEUED ? Ending.UNSENT : Ending.LATE;
            cancel();
        }
        return ending;
    }

    @Override
    public void initialize() {
        setBuffer(ByteBuffer.wrap(request));
    }

    /**
     * A server may refuse a value before it has seen all of it. Then the answer is whole while the request is still being
     * written, and the client must not be told before it has written the rest; it asks again when the next answer comes.
     */
    @Override
    public void readFromBuffer(ByteBuffer data) throws IOException {
        if (!replies.isComplete()) {
            while (data.hasRemaining() && !replies.isComplete()) {
                read(data);
            }
            if (replies.isComplete()) {
                end(Ending.ANSWERED);
            }
        }
        if (replies.isComplete()) {
            if (getState() == OperationState.READING) {
                transitionState(OperationState.COMPLETE);
            } else if (data.hasRemaining()) {
                throw new IOException("memcached answers more than it was asked");
            }
        }
    }

    private void read(ByteBuffer data) throws IOException {
        if (block != null) {
            readBlock(block, data);
        } else if (line.take(data)) {
            if (line.startsWith(STRANGER)) {
                end(Ending.STRANGER);
                throw new IOException("memcached wants to know who asks, and leaves out answers: " + line);
            }
            int size = replies.line(line);
            line.clear();
            if (size != Replies.NO_BLOCK) {
                block = new byte[Math.min(size, TRUSTED)];
                blockSize = size;
                filled = 0;
            }
        }
    }

    private void readBlock(byte[] room, ByteBuffer data) throws IOException {
        if (filled < blockSize) {
            if (filled == room.length) {
                block = Arrays.copyOf(room, (int) Math.min(blockSize, 2L * room.length));
                return;
            }
            int count = Math.min(room.length - filled, data.remaining());
            data.get(room, filled, count);
            filled += count;
        } else if (line.take(data)) {
            if (line.length() != 0) {
                throw new IOException("a block of bytes is longer than announced");
            }
            line.clear();
            block = null;
            replies.block(room);
        }
    }

    private synchronized void end(Ending how) {
        if (ending == Ending.PENDING) {
            ending = how;
        }
        end.countDown();
    }

    @Override
    protected synchronized void wasCancelled() {
        if (ending == Ending.PENDING) {
            ending = getState() == OperationState.WRITE_QUEUED ? Ending.UNSENT : Ending.LOST;
        }
    }

    /** Called with a failure only: by {@code cancel}, after the above, or because it became too late to write this. */
    @Override
    public synchronized void receivedStatus(OperationStatus status) {
        wasCancelled();
    }

    @Override
    public void complete() {
        end.countDown();
    }

    @Override
    public synchronized boolean isTimedOut(long millis) {
        return replies.isLeftOutWhenLate() && super.isTimedOut(millis);
    }

    @Override
    public byte[] getErrorMsg() {
        return NOTHING;
    }

    /** One for all, where the client would look one up for each operation. */
    @Override
    protected Logger getLogger() {
        return LOGGER;
    }

    @Override
    public String toString() {
        return "Exchange[" + getState() + "]";
    }
}
