package io.tftp.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tftp.core.content.ContentSum;
import io.tftp.core.content.ContentVersion;
import io.tftp.core.content.PagedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageCacheTest {

    private static final int PAGE = PageCache.PAGE_BYTES;

    private final PageCache cache = new PageCache();

    private record Version(int number) implements ContentVersion {}

    /** Counts how often it is read. */
    private static final class CountingSource implements PagedSource {
        private final byte[] content;
        private final Optional<ContentVersion> version;
        private final List<Long> reads = new ArrayList<>();
        private IOException failure;
        private long compared;

        CountingSource(byte[] content, Optional<ContentVersion> version) {
            this.content = content;
            this.version = version;
        }

        CountingSource(byte[] content) {
            this(content, Optional.of(new Version(1)));
        }

        @Override
        public Optional<ContentVersion> version() {
            return version;
        }

        @Override
        public void readAt(long positionBytes, ByteBuffer target) throws IOException {
            reads.add(positionBytes);
            if (failure != null) {
                throw failure;
            }
            target.put(content, (int) positionBytes, target.remaining());
        }

        @Override
        public boolean isUnchanged() {
            return false;
        }

        @Override
        public void compare(ContentSum sum) {
            compared = sum.value();
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.of(content.length);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    // An interrupt closes the file that it hits, and with it that of all who read it: those who come later have their
    // own.
    @Test
    void aSourceThatFailedGetsNoNewReaders() throws IOException {
        byte[] content = content(3 * PAGE);
        CountingSource broken = new CountingSource(content);
        PagedReader early = new PagedReader(broken, cache);
        broken.failure = new ClosedByInterruptException();
        assertThatIOException().isThrownBy(() -> early.read(ByteBuffer.allocate(512)));
        CountingSource whole = new CountingSource(content);
        PagedReader late = new PagedReader(whole, cache);

        assertThat(readAll(late, 512, content.length)).isEqualTo(content);

        assertThat(early.close()).containsSame(broken);
        assertThat(late.close()).containsSame(whole);
    }

    private static byte[] readAll(PagedReader reader, int blockSize, int length) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(length + 2 * blockSize);
        int read;
        do {
            read = reader.read(all.limit(all.position() + blockSize));
        } while (read == blockSize);
        assertThat(reader.read(all.limit(all.position() + 1))).isZero();
        byte[] bytes = new byte[all.position()];
        all.get(0, bytes);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 512",
        "1, 512",
        "512, 512",
        "16383, 512",
        "16384, 512",
        "16385, 512",
        "100000, 1428",
        "65536, 4096",
        "40000, 8"
    })
    void contentComesWholeWhereverPagesEnd(int length, int blockSize) throws IOException {
        CountingSource source = new CountingSource(content(length));
        PagedReader reader = new PagedReader(source, cache);
        assertThat(readAll(reader, blockSize, length)).isEqualTo(source.content);
        assertThat(source.reads).hasSize((length + PAGE - 1) / PAGE);
        reader.close();
        assertThat(cache.trim()).isTrue();
    }

    @Test
    void whoReadsTheSameVersionAtOnceReadsItOnce() throws IOException {
        byte[] content = content(5 * PAGE);
        CountingSource one = new CountingSource(content);
        CountingSource other = new CountingSource(content);
        PagedReader first = new PagedReader(one, cache);
        PagedReader second = new PagedReader(other, cache);
        assertThat(readAll(first, 1000, content.length)).isEqualTo(content);
        assertThat(readAll(second, 512, content.length)).isEqualTo(content);
        assertThat(one.reads).hasSize(5);
        assertThat(other.reads).isEmpty();
        assertThat(first.borrows(one)).isFalse();
        assertThat(second.borrows(other)).isTrue();
        assertThat(first.close()).as("the second may still need it").isEmpty();
        assertThat(second.close()).containsSame(one);
    }

    @Test
    void whatALoneReaderHasBehindItIsNotKept() throws IOException {
        PagedReader first = new PagedReader(new CountingSource(content(3 * PAGE)), cache);
        readAll(first, 1024, 3 * PAGE);
        CountingSource late = new CountingSource(content(3 * PAGE));
        PagedReader second = new PagedReader(late, cache);
        assertThat(second.borrows(late)).isTrue();
        assertThat(readAll(second, 1024, 3 * PAGE)).isEqualTo(late.content);
        assertThat(late.reads).isEmpty();
        first.close();
        second.close();
        assertThat(cache.trim()).isTrue();
    }

    @Test
    void contentIsForgottenWithItsLastReader() throws IOException {
        CountingSource source = new CountingSource(content(PAGE));
        for (int i = 1; i <= 2; i++) {
            PagedReader reader = new PagedReader(source, cache);
            readAll(reader, 512, PAGE);
            reader.close();
            assertThat(source.reads).hasSize(i);
        }
    }

    @Test
    void anotherVersionIsOtherContent() throws IOException {
        CountingSource old = new CountingSource(content(100));
        CountingSource now = new CountingSource(new byte[100], Optional.of(new Version(2)));
        PagedReader oldReader = new PagedReader(old, cache);
        PagedReader newReader = new PagedReader(now, cache);
        assertThat(readAll(oldReader, 64, 100)).isEqualTo(old.content);
        assertThat(readAll(newReader, 64, 100)).isEqualTo(now.content);
        oldReader.close();
        newReader.close();
    }

    @Test
    void contentWithoutAVersionIsNotShared() throws IOException {
        CountingSource one = new CountingSource(content(100), Optional.empty());
        CountingSource other = new CountingSource(content(100), Optional.empty());
        PagedReader first = new PagedReader(one, cache);
        PagedReader second = new PagedReader(other, cache);
        readAll(first, 64, 100);
        readAll(second, 64, 100);
        assertThat(one.reads).hasSize(1);
        assertThat(other.reads).hasSize(1);
        first.close();
        second.close();
        assertThat(cache.trim()).isTrue();
    }

    @Test
    void theSumIsOfWhatThisReaderGotThroughPagesAndPastThem() throws IOException {
        byte[] content = content(3 * PAGE + 5);
        ContentSum expected = new ContentSum();
        expected.add(ByteBuffer.wrap(content));

        List<PagedReader> readers = new ArrayList<>();
        for (int i = 0; i < 2047; i++) { // leave one page
            PagedReader reader = new PagedReader(new CountingSource(content(PAGE), Optional.empty()), cache);
            reader.read(ByteBuffer.allocate(1));
            readers.add(reader);
        }
        CountingSource source = new CountingSource(content);
        PagedReader first = new PagedReader(source, cache);
        PagedReader second = new PagedReader(source, cache);
        first.read(ByteBuffer.allocate(1)); // the last page
        assertThat(readAll(second, 1428, content.length)).isEqualTo(content);
        assertThat(second.isConfirmed()).isFalse();
        second.confirm();
        assertThat(source.reads).as("some of it past the pages").hasSizeGreaterThan(4);
        assertThat(source.compared).isEqualTo(expected.value());
        source.compared = 0;
        ByteBuffer rest = ByteBuffer.allocate(content.length);
        first.read(rest);
        first.confirm();
        assertThat(source.compared).isEqualTo(expected.value());
        readers.add(first);
        readers.add(second);
        readers.forEach(PagedReader::close);
        assertThat(cache.trim()).isTrue();
    }

    @Test
    void aFailedReadLeavesNothingBehind() throws IOException {
        CountingSource source = new CountingSource(content(1000));
        PagedReader reader = new PagedReader(source, cache);
        source.failure = new IOException("bad disk");
        ByteBuffer target = ByteBuffer.allocate(600);
        assertThatIOException().isThrownBy(() -> reader.read(target)).withMessage("bad disk");
        source.failure = null;
        assertThat(readAll(reader, 512, 1000)).isEqualTo(source.content);
        reader.close();
        assertThat(cache.trim()).isTrue();
    }

    @Test
    void whenAllPagesAreInUseTheRestReadBlockByBlock() throws IOException {
        List<PagedReader> readers = new ArrayList<>();
        int pages = 2048;
        for (int i = 0; i < pages; i++) {
            PagedReader reader = new PagedReader(new CountingSource(content(PAGE), Optional.empty()), cache);
            reader.read(ByteBuffer.allocate(1));
            readers.add(reader);
        }
        CountingSource late = new CountingSource(content(3 * PAGE), Optional.empty());
        PagedReader reader = new PagedReader(late, cache);
        assertThat(readAll(reader, 1024, late.content.length)).isEqualTo(late.content);
        assertThat(late.reads).hasSize(late.content.length / 1024);

        readers.remove(0).close();
        CountingSource later = new CountingSource(content(3 * PAGE), Optional.empty());
        PagedReader luckier = new PagedReader(later, cache);
        assertThat(readAll(luckier, 1024, later.content.length)).isEqualTo(later.content);
        assertThat(later.reads).hasSize(3);

        assertThat(cache.trim()).isFalse();
        readers.add(reader);
        readers.add(luckier);
        readers.forEach(PagedReader::close);
        assertThat(cache.trim()).isTrue();
    }

    @Test
    void pagesOfVeryLongContentMakeWayForEachOther() throws IOException {
        int length = 4096 * PAGE + 2 * PAGE; // more than there are places
        byte[] content = new byte[length];
        for (int i = 0; i < length; i += PAGE) {
            content[i] = (byte) (i / PAGE);
        }
        CountingSource source = new CountingSource(content);
        PagedReader reader = new PagedReader(source, cache);
        ByteBuffer block = ByteBuffer.allocate(4096);
        for (int position = 0; position < length; position += 4096) {
            assertThat(reader.read(block.clear())).isEqualTo(4096);
            assertThat(block.get(0)).isEqualTo(content[position]);
        }
        assertThat(source.reads).hasSize(length / PAGE);
        reader.close();
        assertThat(cache.trim()).isTrue();
    }
}
