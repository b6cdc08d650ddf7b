package io.tftp.core.file;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.ChannelSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/** A pipe or a device opened by its path, and closed with the source. */
final class DeviceSource implements BlockSource {

    private final ReadableByteChannel channel;
    private final ChannelSource source;

    private DeviceSource(ReadableByteChannel channel) {
        this.channel = channel;
        this.source = new ChannelSource(channel);
    }

    /** Opens it, which on a FIFO waits for a writer. */
    static DeviceSource open(Path file) throws IOException {
        return new DeviceSource(Files.newByteChannel(file, StandardOpenOption.READ));
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return source.read(target);
    }

    @Override
    public OptionalLong size() {
        return source.size();
    }

    @Override
    public boolean mayBlock() {
        return source.mayBlock();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
