package io.tftp.core.file;

import io.tftp.core.content.ContentVersion;
import io.tftp.core.content.PagedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A regular file, sent as it was when it was opened or not at all.
 *
 * <p>Its length is the one found at the opening. A file that got shorter, or that was written to, fails the transfer at the
 * latest before its last bytes are handed out, so that a mixture of two contents never passes for a whole file. A file that
 * was replaced or removed is sent to its end as it was.
 */
public final class FileSource implements PagedSource {

    /** How often an opening starts again when the file is replaced between the look at it and the opening. */
    private static final int ATTEMPTS = 8;

    private final SeekableByteChannel channel;
    private final FileStamp stamp;
    private long readBytes;
    private long channelPosition;

    /**
     * Creates a source from an open file, which belongs to it from then on.
     *
     * @param channel of a regular file, standing at its beginning; whoever opened it has compared its length with the stamp's
     * @param stamp how the file looked just before it was opened
     */
    public FileSource(SeekableByteChannel channel, FileStamp stamp) {
        this.channel = channel;
        this.stamp = stamp;
    }

    /**
     * Opens a regular file; symbolic links are followed. {@link LocalFiles#read} takes other kinds of files too.
     *
     * @param file the file's path
     * @return a source of the file's bytes, to be closed
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws java.nio.file.AccessDeniedException if it may not be read
     * @throws IOException if it isn't a regular file or can't be read
     */
    public static FileSource open(Path file) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw FileErrors.denied(file.toString(), "not a regular file");
            }
            SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ);
            boolean same = false;
            try {
                same = channel.size() == attributes.size();
            } finally {
                if (!same) {
                    channel.close();
                }
            }
            if (same) {
                return new FileSource(channel, FileStamp.of(file, attributes));
            }
        }
        throw new IOException("the file changes all the time");
    }

    /**
     * Reads until {@code target} is full or the file's length at its opening is reached.
     *
     * @throws IOException if the file can't be read, was truncated, or was changed while it was being sent
     */
    @Override
    public int read(ByteBuffer target) throws IOException {
        int limit = target.limit();
        int length = (int) Math.min(target.remaining(), stamp.sizeBytes() - readBytes);
        target.limit(target.position() + length);
        try {
            readAt(readBytes, target);
        } finally {
            target.limit(limit);
        }
        readBytes += length;
        if (length > 0 && readBytes == stamp.sizeBytes()) {
            verifyUnchanged();
        }
        return length;
    }

    /** Without an identity, a file that replaced this one couldn't be told from it. */
    @Override
    public Optional<ContentVersion> version() {
        return stamp.key() == null ? Optional.empty() : Optional.of(stamp);
    }

    @Override
    public void readAt(long positionBytes, ByteBuffer target) throws IOException {
        if (channelPosition != positionBytes) {
            channel.position(positionBytes);
            channelPosition = positionBytes;
        }
        while (target.hasRemaining()) {
            int length = channel.read(target);
            if (length < 0) {
                throw new IOException("the file was truncated while being sent");
            }
            channelPosition += length;
        }
    }

    @Override
    public void verifyUnchanged() throws IOException {
        if (stamp.changedInPlace()) {
            throw new IOException("the file was changed while being sent");
        }
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(stamp.sizeBytes());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
