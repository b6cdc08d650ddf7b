package io.tftp.server;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.WriteRequest;
import io.tftp.server.files.ServedDirectory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Serves a directory. Thread-safe. */
public final class DirectoryHandler implements TransferHandler {

    private final ServedDirectory directory;
    private final HotFiles hotFiles;

    /**
     * Creates it.
     *
     * @param directory what to serve; stays the caller's to close, after the server
     */
    public DirectoryHandler(ServedDirectory directory) {
        this(Objects.requireNonNull(directory, "directory"), new HotFiles(directory));
    }

    /** Only for tests to be called from elsewhere. */
    DirectoryHandler(ServedDirectory directory, HotFiles hotFiles) {
        this.directory = directory;
        this.hotFiles = hotFiles;
    }

    @Override
    public boolean isLocal(Request request, InetSocketAddress client) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(client, "client");
        return true;
    }

    @Override
    public BlockSource read(ReadRequest request, InetSocketAddress client) throws IOException {
        Objects.requireNonNull(client, "client");
        // Looked for once more: it may have become hot while this request waited for a thread.
        Optional<BlockSource> hot = hotFiles.find(request.filename());
        return hot.isPresent() ? hot.get() : hotFiles.open(request.filename());
    }

    @Override
    public Optional<BlockSource> readAtOnce(ReadRequest request, InetSocketAddress client) {
        Objects.requireNonNull(client, "client");
        return hotFiles.find(request.filename());
    }

    @Override
    public BlockSink write(WriteRequest request, OptionalLong declaredBytes, InetSocketAddress client)
            throws IOException {
        Objects.requireNonNull(client, "client");
        return directory.openWrite(request.filename(), declaredBytes);
    }
}
