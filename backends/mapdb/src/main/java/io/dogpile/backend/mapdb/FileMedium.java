// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.mapdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mapdb.CC;
import org.mapdb.volume.MappedFileVol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that one process at a time uses, mapped into memory.
 *
 * <p>Beside {@code books} there are {@code books.lock}, locked as long as the store is open, and {@code books.clean}, which
 * exists only from an orderly close to the next opening. Without it the file may be torn in ways that MapDB does not notice,
 * so it becomes {@code books.corrupt-1} and the store begins empty; of those files only the newest is kept.
 */
final class FileMedium implements Medium {

    private static final Logger LOG = LoggerFactory.getLogger(FileMedium.class);

    private static final long RESERVE = 8L << 20;
    private static final String CLEAN = "dogpile mapdb 1, closed in order at ";

    private final Path data;
    private final Path marker;
    private final Quarantine quarantine;
    private final FileChannel lockChannel;
    private final FileLock lock;

    private FileMedium(Path data, FileChannel lockChannel, FileLock lock) {
        this.data = data;
        this.marker = PrivateFiles.beside(data, ".clean");
        this.quarantine = new Quarantine(data);
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /**
     * Locks the file.
     *
     * @param file absolute, in a directory that exists
     * @throws OccupiedException if somebody else has it
     */
    static FileMedium lock(Path file) throws IOException {
        Path path = PrivateFiles.beside(file, ".lock");
        FileChannel channel = PrivateFiles.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new OccupiedException("another class loader's copy of this library in this process");
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new OccupiedException("another process");
        }
        return new FileMedium(file, channel, lock);
    }

    /** The file is somebody else's. */
    static final class OccupiedException extends IOException {

        private static final long serialVersionUID = 1L;

        OccupiedException(String owner) {
            super("it is in use by " + owner + ": give each its own file");
        }
    }

    @Override
    public OpenStore open(InstantSource clock) throws IOException {
        boolean clean = takeMarker();
        if (Files.exists(data, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isRegularFile(data, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("it is not a regular file");
            }
            OpenStore store = clean ? reopen(clock) : null;
            if (store != null) {
                return store;
            }
            setAside("it was not closed in order");
        }
        PrivateFiles.open(data, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                .close();
        return OpenStore.open(this, volume(), false, clock);
    }

    private @Nullable OpenStore reopen(InstantSource clock) throws IOException {
        try {
            return OpenStore.open(this, volume(), true, clock);
        } catch (Throwable damage) {
            // MapDB meets it with whatever goes wrong first, errors of all kinds included.
            setAside("it cannot be opened: " + damage);
            return null;
        }
    }

    private MappedFileVol volume() {
        return new MappedFileVol(data.toFile(), false, 0, CC.PAGE_SHIFT, false, 0, false);
    }

    /** Whether the file was closed in order; from now on it is not. */
    private boolean takeMarker() throws IOException {
        if (!Files.exists(marker, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        boolean clean = Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(data, LinkOption.NOFOLLOW_LINKS)
                && Arrays.equals(Files.readAllBytes(marker), mark());
        Files.delete(marker);
        PrivateFiles.syncDirectory(data);
        return clean;
    }

    private byte[] mark() throws IOException {
        return (CLEAN + Files.size(data) + " bytes\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void closedInOrder() throws IOException {
        try (FileChannel channel = PrivateFiles.open(marker, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(mark());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        PrivateFiles.syncDirectory(data);
    }

    @Override
    public void setAside(String why) throws IOException {
        if (Files.exists(data, LinkOption.NOFOLLOW_LINKS)) {
            Path target = quarantine.take();
            LOG.warn("The cache file {} starts empty, because {}; what it was is {}", data, why, target);
        }
    }

    @Override
    public void discard() throws IOException {
        Files.deleteIfExists(data);
    }

    @Override
    public void release() {
        try {
            lock.release();
            lockChannel.close();
        } catch (IOException e) {
            LOG.debug("The lock of {} was not released in order", data, e);
        }
    }

    @Override
    public long reserve() {
        return RESERVE;
    }

    @Override
    public void giveBack(long size) {
        try (FileChannel channel = FileChannel.open(data, Set.of(StandardOpenOption.WRITE))) {
            if (channel.size() > size) {
                channel.truncate(size);
            }
        } catch (IOException e) {
            LOG.debug("{} is longer than it has to be", data, e);
        }
    }

    @Override
    public String whenFull() {
        return "make room on its disk, or set 'maximum-bytes' or 'maximum-entries'";
    }

    @Override
    public String toString() {
        return "file " + data;
    }
}
