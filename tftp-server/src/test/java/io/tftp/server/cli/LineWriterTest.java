package io.tftp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineWriterTest {

    private static final long NOW_MILLIS = 1_700_000_000_000L;
    private static final int PATIENCE_MILLIS = 10_000;

    private final AtomicInteger flushes = new AtomicInteger();
    private final Semaphore flushed = new Semaphore(0);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream() {
        @Override
        public void flush() {
            flushes.incrementAndGet();
            flushed.release();
        }
    };
    private final LineWriter writer = new LineWriter(new PrintStream(written, false, UTF_8), PATIENCE_MILLIS);

    @AfterEach
    void end() {
        writer.close();
    }

    private String written() {
        return written.toString(UTF_8);
    }

    @Test
    void writesEachLineAfterAPause() throws InterruptedException {
        assertTrue(writer.offer("one\n", NOW_MILLIS));
        flushed.acquire();
        assertEquals("one\n", written());
        assertTrue(writer.offer("two\n", NOW_MILLIS + 10));
        flushed.acquire();
        assertEquals("one\ntwo\n", written());
        assertTrue(writer.offer("three\n", NOW_MILLIS - 3_600_000), "the clock put back");
        flushed.acquire();
        assertEquals("one\ntwo\nthree\n", written());
    }

    @Test
    void writesLinesThatComeTogetherInFewCallsInOrder() {
        List<String> lines = IntStream.range(0, 500).mapToObj(i -> "line " + i).toList();
        lines.forEach(line -> assertTrue(writer.offer(line + "\n", NOW_MILLIS)));
        writer.close();
        assertEquals(lines, written().lines().toList());
        assertTrue(flushes.get() < 100, flushes + " writes");
    }

    @Test
    void takesNothingAfterItsEnd() {
        writer.close();
        assertFalse(writer.offer("late\n", NOW_MILLIS));
        assertEquals("", written());
    }

    @Test
    void holdsNobodyUpAndKeepsNoMoreThanItsShareIfItsTargetTakesNothing() throws InterruptedException {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch reading = new CountDownLatch(1);
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                writing.countDown();
                try {
                    reading.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        LineWriter stuck = new LineWriter(new PrintStream(slow, false, UTF_8), 20);
        String line = "x".repeat(1023) + "\n";
        assertTrue(stuck.offer(line, NOW_MILLIS));
        writing.await();
        for (int i = 0; i < 2048; i++) {
            assertTrue(stuck.offer(line, NOW_MILLIS));
        }
        assertFalse(stuck.offer(line, NOW_MILLIS));
        assertTimeoutPreemptively(Duration.ofSeconds(20), stuck::close);
        reading.countDown();
    }
}
