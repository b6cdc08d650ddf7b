package io.tftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.content.StreamSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadStartTest {

    @ParameterizedTest
    @CsvSource({
        "0, 512",
        "1, 512",
        "512, 512",
        "65535, 1468",
        "65536, 1468",
        "65537, 1468",
        "300000, 65464",
        "200000, 8"
    })
    void everyByteComesOnceAndInOrder(int size, int blockSize) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        BlockSource source = HeadStart.of(new StreamSource(new ByteArrayInputStream(content)));
        ByteBuffer all = ByteBuffer.allocate(size + blockSize);

        int length;
        do {
            length = source.read(all.limit(all.position() + blockSize));
        } while (length == blockSize);

        assertThat(all.position()).isEqualTo(size);
        assertThat(Arrays.copyOf(all.array(), size)).isEqualTo(content);
    }

    @Test
    void theSizeOfWhatIsAtHandAltogetherIsKnown() throws IOException {
        BlockSource small = HeadStart.of(new StreamSource(new ByteArrayInputStream(new byte[10])));
        BlockSource large = HeadStart.of(new StreamSource(new ByteArrayInputStream(new byte[100_000])));

        assertThat(small.size()).isEqualTo(OptionalLong.of(10));
        assertThat(small.mayBlock()).isFalse();
        assertThat(large.size()).isEmpty();
        assertThat(large.mayBlock()).isTrue();
    }

    @Test
    void whatNeverBlocksNeedsNoHeadStart() throws IOException {
        BlockSource buffer = new BufferSource(ByteBuffer.allocate(10));

        assertThat(HeadStart.of(buffer)).isSameAs(buffer);
    }

    @Test
    void aSourceThatCantBeReadIsClosed() throws IOException {
        BlockSource broken = mock(BlockSource.class);
        when(broken.mayBlock()).thenReturn(true);
        when(broken.read(any())).thenThrow(new IOException("broken on purpose"));

        assertThatThrownBy(() -> HeadStart.of(broken)).hasMessage("broken on purpose");
        verify(broken).close();
    }
}
