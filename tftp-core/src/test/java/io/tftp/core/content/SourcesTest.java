package io.tftp.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Content from memory, streams and channels. */
class SourcesTest {

    private static final byte[] CONTENT = new byte[50_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @Test
    void bufferIsReadFromItsPositionAndLeftAlone() throws IOException {
        ByteBuffer content = ByteBuffer.wrap(CONTENT).position(10).limit(40_010);
        for (int again = 0; again < 2; again++) {
            BufferSource source = new BufferSource(content);
            assertThat(source.size()).hasValue(40_000);
            assertThat(source.mayBlock()).isFalse();
            assertYields(source, 10, 40_000);
        }
        assertThat(content.position()).isEqualTo(10);
    }

    @Test
    void streamThatDribblesFillsWholeBlocks() throws IOException {
        assertYields(new StreamSource(dribble()), 0, CONTENT.length);
    }

    @Test
    void channelThatDribblesFillsWholeBlocks() throws IOException {
        assertYields(new ChannelSource(Channels.newChannel(dribble())), 0, CONTENT.length);
    }

    @Test
    void streamIsReadToItsAnnouncedSizeOnly() throws IOException {
        InputStream stream = new ByteArrayInputStream(CONTENT);
        StreamSource source = new StreamSource(stream, OptionalLong.of(700));
        assertThat(source.size()).hasValue(700);
        assertYields(source, 0, 700);
        assertThat(stream.available()).isEqualTo(CONTENT.length - 700);
    }

    @Test
    void contentShorterThanAnnouncedIsAnError() {
        StreamSource stream = new StreamSource(new ByteArrayInputStream(CONTENT, 0, 699), OptionalLong.of(700));
        assertThatIOException().isThrownBy(() -> stream.read(ByteBuffer.allocate(1024)));
        ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(CONTENT, 0, 699));
        ChannelSource source = new ChannelSource(channel, OptionalLong.of(700));
        assertThatIOException().isThrownBy(() -> source.read(ByteBuffer.allocate(1024)));
    }

    @Test
    void closingLeavesChannelsAndStreamsToTheCaller() throws IOException {
        ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(CONTENT));
        new ChannelSource(channel).close();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void nonBlockingChannelIsAnErrorAndNoSpin() throws IOException {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel empty = pipe.source();
                Pipe.SinkChannel full = pipe.sink()) {
            empty.configureBlocking(false);
            full.configureBlocking(false);
            assertThatIOException().isThrownBy(() -> new ChannelSource(empty).read(ByteBuffer.allocate(1)));
            assertThatIOException().isThrownBy(() -> new ChannelSink(full).write(ByteBuffer.allocate(10_000_000)));
        }
    }

    @Test
    void negativeSizeIsRefused() {
        assertThatThrownBy(() -> new StreamSource(InputStream.nullInputStream(), OptionalLong.of(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertYields(BlockSource source, int offset, int length) throws IOException {
        byte[] result = new byte[length];
        int at = 0;
        int read;
        do {
            ByteBuffer block = ByteBuffer.allocateDirect(1428);
            read = source.read(block);
            block.flip().get(result, at, read);
            at += read;
        } while (read == 1428);
        assertThat(at).isEqualTo(length);
        assertThat(result).isEqualTo(java.util.Arrays.copyOfRange(CONTENT, offset, offset + length));
        assertThat(source.read(ByteBuffer.allocate(1))).isZero();
        source.close();
    }

    /** At most 7 bytes a read. */
    private static InputStream dribble() {
        return new ByteArrayInputStream(CONTENT) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 7));
            }
        };
    }
}
