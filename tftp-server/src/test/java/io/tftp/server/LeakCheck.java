package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After each test: no thread of a server's lives on, and no channel or file is open that wasn't before. */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Set<String> before = Set.of();

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        openJvmsOwn();
        before = openDescriptors();
    }

    /** The JVM opens some for itself, once, with the first channels. */
    private static void openJvmsOwn() throws IOException {
        Path file = Files.createTempFile("leak-check", null);
        try (FileChannel content = FileChannel.open(file);
                DatagramChannel channel = DatagramChannel.open();
                Selector selector = Selector.open()) {
            channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            content.read(ByteBuffer.allocate(1));
        }
        Files.delete(file);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(serverThreads()).as("threads that live on").isEmpty();
            Set<String> leaked = openDescriptors();
            leaked.removeAll(before);
            assertThat(leaked).as("descriptors that stay open").isEmpty();
        });
    }

    private static Set<String> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("tftp"))
                .collect(Collectors.toSet());
    }

    /** Sockets, selectors and files; jars are the class loader's. Empty where the system doesn't tell. */
    private static Set<String> openDescriptors() throws IOException {
        Set<String> open = new HashSet<>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return open;
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (!target.endsWith(".jar") && !target.endsWith("/fd") && !target.endsWith("modules")) {
                        open.add(descriptor.getFileName() + " " + target);
                    }
                } catch (IOException e) {
                    // The one that this look itself had open.
                }
            }
        }
        return open;
    }
}
