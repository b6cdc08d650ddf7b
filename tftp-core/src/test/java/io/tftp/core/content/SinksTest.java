package io.tftp.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Content into streams and channels, and its limit. */
class SinksTest {

    private static final byte[] CONTENT = new byte[40_000];

    static {
        new Random(2).nextBytes(CONTENT);
    }

    @Test
    void streamGetsHeapAndDirectBlocksAndIsFlushedAtCommit() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StreamSink sink = new StreamSink(new BufferedOutputStream(bytes, 100_000));
        ByteBuffer heap = ByteBuffer.wrap(CONTENT, 0, 1000);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(39_000).put(CONTENT, 1000, 39_000).flip();
        sink.write(heap);
        sink.write(direct);
        assertThat(heap.hasRemaining() || direct.hasRemaining()).isFalse();
        assertThat(bytes.size()).isZero();
        sink.commit();
        assertThat(bytes.toByteArray()).isEqualTo(CONTENT);
        sink.close();
        assertThat(sink.mayBlock()).isTrue();
    }

    @Test
    void channelThatTakesLittleGetsAll() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WritableByteChannel all = Channels.newChannel(bytes);
        WritableByteChannel little = new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) throws IOException {
                ByteBuffer some = source.slice(source.position(), Math.min(9, source.remaining()));
                int length = all.write(some);
                source.position(source.position() + length);
                return length;
            }

            @Override
            public boolean isOpen() {
                return all.isOpen();
            }

            @Override
            public void close() throws IOException {
                all.close();
            }
        };
        ChannelSink sink = new ChannelSink(little);
        sink.write(ByteBuffer.wrap(CONTENT));
        sink.commit();
        sink.close();
        assertThat(bytes.toByteArray()).isEqualTo(CONTENT);
        assertThat(little.isOpen()).isTrue();
    }

    @Test
    void limitTakesExactlySoManyBytes() throws IOException {
        MemorySink content = new MemorySink();
        LimitedSink sink = new LimitedSink(content, 1000);
        sink.write(ByteBuffer.wrap(CONTENT, 0, 600));
        sink.write(ByteBuffer.wrap(CONTENT, 600, 400));
        sink.write(ByteBuffer.allocate(0));
        assertThatExceptionOfType(StorageFullException.class)
                .isThrownBy(() -> sink.write(ByteBuffer.wrap(CONTENT, 1000, 1)))
                .withMessageContaining("1000 bytes");
        assertThat(content.bytes()).hasSize(1000);
        sink.close();
        assertThat(content.closed).isTrue();
        assertThat(content.committed).isFalse();
    }
}
