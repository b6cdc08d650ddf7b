package io.tftp.client.bench;

import io.tftp.core.content.BlockSource;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Content to put. Not thread-safe. */
final class ContentSource implements BlockSource {

    private final Content content;
    private long bytes;

    ContentSource(Content content) {
        this.content = content;
    }

    @Override
    public int read(ByteBuffer target) {
        int count = content.read(bytes, target);
        bytes += count;
        return count;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(content.length());
    }

    @Override
    public void close() {
        // There is nothing to let go of.
    }
}
