package io.tftp.core.file;

import io.tftp.core.content.ContentChangedException;
import io.tftp.core.content.ContentSum;
import io.tftp.core.content.ContentVersion;
import io.tftp.core.content.PagedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A regular file, of which one version is sent or nothing.
 *
 * <p>Its length is the one found at the opening. A file that was cut short or written to meanwhile fails the transfer at the latest
 * before its last bytes are handed out, so that a mixture of two contents doesn't pass for a whole file, unless
 * it is written to through a memory mapping, which the system dates late or never. A file that was replaced,
 * renamed or removed is sent to its end as it was.
 *
 * <p>At the end one look by name shows, as a rule, that the file is untouched: the JDK doesn't show an open file's times. Where
 * it doesn't show (the name leads elsewhere, or something about the file was changed that may or may not be its content,
 * or it was changed only just before it was opened), the content is read once more and its sum compared with what was sent.
 */
public final class FileSource implements PagedSource {

    /** How often an opening starts again when the file is replaced or written to meanwhile. */
    private static final int ATTEMPTS = 8;

    private static final int COMPARED_BYTES = 4 * ContentSum.PIECE_BYTES;

    private final SeekableByteChannel channel;
    private final Path path;
    private final FileStamp stamp;
    private final boolean settled;

    // What read, and it alone, has handed out.
    private final ContentSum readSum = new ContentSum();
    private long readBytes;

    /** Guarded by the channel, which a comparison and another's reading may share. */
    private long channelPosition;

    private final Object comparison = new Object();

    /** The sum of what was there when it was first read once more; guarded by {@link #comparison}. */
    private @Nullable Long contentSum;

    /**
     * Creates a source from an open file, which belongs to it from then on.
     *
     * @param channel of a regular file, standing at its beginning; whoever opened it has compared its length with the stamp's
     * @param path where the file was found
     * @param stamp how the file looked after it was opened; or before, without the time of its last change
     * @param before a time just before that look, by the clock of the file's system
     */
    public FileSource(SeekableByteChannel channel, Path path, FileStamp stamp, Instant before) {
        this.channel = channel;
        this.path = path;
        this.stamp = stamp;
        this.settled = stamp.isSettled(before);
    }

    /**
     * Opens a regular file; symbolic links are followed. {@link LocalFiles#read} takes other kinds of files too.
     *
     * @param file the file's path
     * @param now the time, by the clock of the file's system
     * @return a source of the file's bytes, to be closed
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws java.nio.file.AccessDeniedException if it may not be read
     * @throws IOException if it isn't a regular file or can't be read
     */
    public static FileSource open(Path file, Instant now) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw FileErrors.denied(file.toString(), "not a regular file");
            }
            SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ);
            FileSource source = null;
            try {
                FileStamp stamp = FileStamp.at(file);
                if (stamp.isSameFile(FileStamp.of(attributes)) && stamp.sizeBytes() == channel.size()) {
                    source = new FileSource(channel, file, stamp, now);
                    return source;
                }
            } finally {
                if (source == null) {
                    channel.close();
                }
            }
        }
        throw new IOException("the file keeps changing");
    }

    /**
     * Reads until {@code target} is full or the file's length at its opening is reached.
     *
     * @throws ContentChangedException if the file was cut short
     * @throws IOException if the file can't be read
     */
    @Override
    public int read(ByteBuffer target) throws IOException {
        int start = target.position();
        int limit = target.limit();
        int length = (int) Math.min(target.remaining(), stamp.sizeBytes() - readBytes);
        target.limit(start + length);
        try {
            readAt(readBytes, target);
            readSum.add(target.duplicate().position(start));
        } finally {
            target.limit(limit);
        }
        readBytes += length;
        return length;
    }

    /**
     * How the file looked when it was opened.
     *
     * @return the look
     */
    public FileStamp stamp() {
        return stamp;
    }

    /** Only of a file that has an identity, and of which a later change will show. */
    @Override
    public Optional<ContentVersion> version() {
        return settled && stamp.key() != null ? Optional.of(stamp) : Optional.empty();
    }

    @Override
    public void readAt(long positionBytes, ByteBuffer target) throws IOException {
        synchronized (channel) {
            if (channelPosition != positionBytes) {
                channel.position(positionBytes);
                channelPosition = positionBytes;
            }
            while (target.hasRemaining()) {
                int length = channel.read(target);
                if (length < 0) {
                    throw changed("it was cut short");
                }
                channelPosition += length;
            }
        }
    }

    @Override
    public boolean isUnchanged() throws IOException {
        FileStamp now;
        try {
            now = FileStamp.at(path);
        } catch (IOException | SecurityException e) {
            return false; // removed or renamed, or its directory was
        }
        if (!stamp.isSameFile(now)) {
            return false; // replaced: the normal way to publish a file, which leaves the opened one as it was
        }
        if (stamp.isWrittenSince(now)) {
            throw changed("it was written to");
        }
        return settled && stamp.equals(now);
    }

    /** Reads the file once for all who ask: whoever got something else than was there then has got a mixture. */
    @Override
    public void compare(ContentSum sum) throws IOException {
        synchronized (comparison) {
            if (contentSum == null) {
                contentSum = sumNow();
            }
            if (contentSum != sum.value()) {
                throw changed("its content is different now");
            }
        }
    }

    private long sumNow() throws IOException {
        ContentSum sum = new ContentSum();
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(COMPARED_BYTES, stamp.sizeBytes()));
        for (long position = 0; position < stamp.sizeBytes(); position += bytes.limit()) {
            readAt(position, bytes.clear().limit((int) Math.min(bytes.capacity(), stamp.sizeBytes() - position)));
            sum.add(bytes.flip());
        }
        if (channel.size() != stamp.sizeBytes()) {
            throw changed("it grew");
        }
        return sum.value();
    }

    private static ContentChangedException changed(String how) {
        return new ContentChangedException("the file changed while it was sent: " + how);
    }

    @Override
    public boolean isConfirmed() throws IOException {
        return isUnchanged();
    }

    @Override
    public void confirm() throws IOException {
        compare(readSum);
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
