package io.tftp.core.content;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tftp.core.jmh.CoreBenchmark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** A block of text, in lines of 60 characters, to netascii and back. */
public class NetasciiBenchmark extends CoreBenchmark {

    private static final String LINE = "x".repeat(59) + "\n";

    private final NetasciiSource source = new NetasciiSource(new EndlessText());
    private final NetasciiSink sink = new NetasciiSink(new Nowhere());
    private final ByteBuffer sent = ByteBuffer.allocateDirect(BLOCK_BYTES);
    private final ByteBuffer received = ByteBuffer.allocateDirect(BLOCK_BYTES);

    @Setup
    public void fill() throws IOException {
        source.read(received);
    }

    @Benchmark
    public int send() throws IOException {
        return source.read(sent.clear());
    }

    @Benchmark
    public ByteBuffer receive() throws IOException {
        sink.write(received.rewind());
        return received;
    }

    private static final class EndlessText implements BlockSource {

        private final ByteBuffer text = ByteBuffer.wrap(LINE.repeat(1000).getBytes(US_ASCII));

        @Override
        public int read(ByteBuffer target) {
            int wanted = target.remaining();
            while (target.hasRemaining()) {
                if (!text.hasRemaining()) {
                    text.rewind();
                }
                int count = Math.min(text.remaining(), target.remaining());
                target.put(target.position(), text, text.position(), count);
                target.position(target.position() + count);
                text.position(text.position() + count);
            }
            return wanted;
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.empty();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private static final class Nowhere implements BlockSink {

        @Override
        public void write(ByteBuffer block) {
            block.position(block.limit());
        }

        @Override
        public void commit() {
            // Nothing is kept.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
