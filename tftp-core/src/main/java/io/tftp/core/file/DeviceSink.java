package io.tftp.core.file;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.ChannelSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A pipe or a device opened by its path, and closed with the sink. What it got can't be taken back. */
final class DeviceSink implements BlockSink {

    private final WritableByteChannel channel;
    private final ChannelSink sink;

    private DeviceSink(WritableByteChannel channel) {
        this.channel = channel;
        this.sink = new ChannelSink(channel);
    }

    /** Opens it, which on a FIFO waits for a reader. */
    static DeviceSink open(Path file) throws IOException {
        return new DeviceSink(Files.newByteChannel(file, StandardOpenOption.WRITE));
    }

    @Override
    public void write(ByteBuffer block) throws IOException {
        sink.write(block);
    }

    @Override
    public void commit() {
        sink.commit();
    }

    @Override
    public boolean mayBlock() {
        return sink.mayBlock();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
