package io.tftp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineAppenderTest {

    private static final long NOW_MILLIS = 1_700_000_000_000L;

    private final LoggerContext context = new LoggerContext();
    private final AtomicInteger writes = new AtomicInteger();
    private final CountDownLatch secondWrite = new CountDownLatch(2);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream() {
        @Override
        public void flush() {
            writes.incrementAndGet();
            secondWrite.countDown();
        }
    };
    private final LineAppender appender = appender(written);

    @AfterEach
    void end() {
        context.stop();
    }

    private LineAppender appender(OutputStream target) {
        LineAppender made = new LineAppender(new PrintStream(target, false, UTF_8), 50);
        made.setContext(context);
        made.start();
        return made;
    }

    private LoggingEvent event(String message, long millis) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(context);
        event.setLevel(Level.INFO);
        event.setMessage(message);
        event.setTimeStamp(millis);
        return event;
    }

    private List<String> messages() {
        return written.toString(UTF_8).lines().map(line -> line.substring(30)).toList();
    }

    @Test
    void writesALineAfterAPauseAtOnce() {
        appender.doAppend(event("one", NOW_MILLIS));
        assertEquals(List.of("one"), messages());
        appender.doAppend(event("two", NOW_MILLIS + 10));
        assertEquals(List.of("one", "two"), messages());
    }

    @Test
    void writesLinesThatComeTogetherInFewCallsInOrder() throws InterruptedException {
        List<String> lines = IntStream.range(0, 500).mapToObj(i -> "line " + i).toList();
        lines.forEach(line -> appender.doAppend(event(line, NOW_MILLIS)));
        secondWrite.await(); // by the context's thread
        appender.stop();
        assertEquals(lines, messages());
        assertTrue(writes.get() < 100, writes + " writes");
    }

    @Test
    void keepsNoMoreThanABufferful() {
        String longLine = "x".repeat(70_000);
        appender.doAppend(event("first", NOW_MILLIS));
        appender.doAppend(event(longLine, NOW_MILLIS));
        assertEquals(List.of("first", longLine), messages());
    }

    @Test
    void writesAtOnceWhenTheClockWasPutBack() {
        appender.doAppend(event("one", NOW_MILLIS));
        appender.doAppend(event("two", NOW_MILLIS - 3_600_000));
        assertEquals(List.of("one", "two"), messages());
    }

    @Test
    void stopsInTimeThoughItsTargetTakesNothing() {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        LineAppender stuck = appender(new OutputStream() {
            @Override
            public void write(int b) {
                writing.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        Thread writer = new Thread(() -> stuck.doAppend(event("one", NOW_MILLIS)));
        writer.setDaemon(true);
        writer.start();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            writing.await();
            stuck.stop();
        });
        never.countDown();
    }
}
