package io.tftp.comparison;

import io.tftp.interop.ServerProcess;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A server that runs, and what it has used so far: its process, those that it has started, and those that have ended. */
final class Running implements Closeable {

    private static final Path PROC = Path.of("/proc");

    private final Contender contender;
    private final ServerProcess server;
    private final ProcessHandle process;
    private final Optional<ControlGroup> group;

    private Running(Contender contender, ServerProcess server, ProcessHandle process, Optional<ControlGroup> group) {
        this.contender = contender;
        this.server = server;
        this.process = process;
        this.group = group;
    }

    /** Starts a server over a directory, and waits until it answers. */
    static Running start(Contender contender, Path directory) throws IOException, InterruptedException {
        ServerProcess server = contender.start(directory);
        ProcessHandle process =
                ProcessHandle.of(server.pid()).orElseThrow(() -> new IOException(contender + " has ended"));
        return new Running(contender, server, process, ControlGroup.of(server.pid()));
    }

    Contender contender() {
        return contender;
    }

    long pid() {
        return server.pid();
    }

    InetSocketAddress address() {
        return server.address();
    }

    List<String> command() {
        return server.command();
    }

    /** The processor time; empty for a server that forks, where the system doesn't add up what its children used. */
    Optional<Duration> processorTime() throws IOException {
        if (group.isPresent()) {
            return Optional.of(group.get().processorTime());
        }
        return contender.forks() ? Optional.empty() : Optional.of(ProcFiles.processorTime(text(process, "stat")));
    }

    /** The memory that is in use now. */
    long residentBytes() throws IOException {
        Stream<ProcessHandle> all =
                group.isPresent() ? group.get().processes() : Stream.concat(Stream.of(process), process.descendants());
        return all.mapToLong(each -> bytes(each, "VmRSS")).sum();
    }

    /** The most memory that its first process ever had. */
    long peakBytes() {
        return bytes(process, "VmHWM");
    }

    /** How many datagrams the kernel dropped at its request socket. */
    long drops() throws IOException {
        return ProcFiles.drops(
                Files.readString(PROC.resolve("net/udp")), address().getPort());
    }

    private static long bytes(ProcessHandle of, String field) {
        return ProcFiles.bytes(text(of, "status"), field).orElse(0);
    }

    /** A file on a process; empty if that has ended. */
    private static String text(ProcessHandle of, String file) {
        try {
            return Files.readString(PROC.resolve(Long.toString(of.pid())).resolve(file));
        } catch (IOException e) {
            return ""; // there is no such file, or "no such process" while it was read
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (group.isPresent()) {
            group.get().close();
        }
    }
}
