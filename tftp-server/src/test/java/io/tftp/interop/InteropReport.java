package io.tftp.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Counts the exchanges of all test classes that are extended with it, and writes them as a Markdown table to
 * {@code target/interop.md} at the end of the run. Thread-safe.
 */
final class InteropReport implements InvocationInterceptor {

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        Optional<Throwable> problem = Optional.empty();
        try {
            test.proceed();
        } catch (Throwable e) {
            problem = Optional.of(e);
            throw e;
        } finally {
            Table table = context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(InteropReport.class))
                    .computeIfAbsent(Table.class);
            for (Object argument : call.getArguments()) {
                if (argument instanceof Exchange exchange) {
                    table.add(exchange, problem);
                }
            }
        }
    }

    /** The counts; JUnit closes it after the last test. */
    static final class Table implements AutoCloseable {

        private final Map<Peer, Map<Direction, Map<Feature, Cell>>> rows = new TreeMap<>();

        /** What became of the exchanges of one kind. */
        private static final class Cell {
            private int passed;
            private int failed;

            @Override
            public String toString() {
                if (failed > 0) {
                    return failed + " of " + (passed + failed) + " FAILED";
                }
                return passed == 0 ? "not tested" : Integer.toString(passed);
            }
        }

        private synchronized void add(Exchange exchange, Optional<Throwable> problem) {
            Cell cell = rows.computeIfAbsent(exchange.peer(), peer -> new EnumMap<>(Direction.class))
                    .computeIfAbsent(exchange.direction(), direction -> new EnumMap<>(Feature.class))
                    .computeIfAbsent(exchange.feature(), feature -> new Cell());
            if (problem.isEmpty()) {
                cell.passed++;
            } else if (!(problem.get() instanceof TestAbortedException)) {
                cell.failed++;
            }
        }

        @Override
        public synchronized void close() {
            if (rows.isEmpty()) {
                return;
            }
            Path file = Path.of(System.getProperty("tftp.checkout", ".."), "target", "interop.md");
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, markdown());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String markdown() {
            Stream<String> head = Stream.of(
                    line(Stream.of("peer", "version", "direction"), Feature::toString),
                    "|---".repeat(3 + Feature.values().length) + "|");
            Stream<String> body = rows.entrySet().stream()
                    .flatMap(peer -> peer.getValue().entrySet().stream()
                            .map(row -> line(
                                    Stream.of(
                                            peer.getKey().toString(),
                                            version(peer.getKey(), row.getKey()),
                                            row.getKey().toString()),
                                    feature -> Optional.ofNullable(
                                                    row.getValue().get(feature))
                                            .map(Cell::toString)
                                            .orElse("–"))));
            return Stream.concat(head, body).collect(Collectors.joining("\n", "", "\n"));
        }

        private static String line(Stream<String> first, Function<Feature, String> cell) {
            return Stream.concat(first, Arrays.stream(Feature.values()).map(cell))
                    .collect(Collectors.joining(" | ", "| ", " |"));
        }

        private static String version(Peer peer, Direction direction) {
            return peer.program(direction)
                    .map(program ->
                            program.find().map(PeerProgram.Found::version).orElse("missing"))
                    .orElseThrow();
        }
    }
}
