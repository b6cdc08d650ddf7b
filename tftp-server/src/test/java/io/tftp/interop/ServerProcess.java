package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, from its first answer until it is closed. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PROBE_TIMEOUT_MILLIS = 20;

    /** Below where the system takes ports from for sockets that don't care. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 32_000;
    private static final int MOST_TRIES = 100;

    private final List<String> command;
    private final InetSocketAddress address;
    private final Path outputs;
    private final Process process;

    private ServerProcess(List<String> command, InetSocketAddress address) throws IOException {
        this.command = command;
        this.address = address;
        this.outputs = Files.createTempDirectory("interop-server");
        this.process = Command.start(command, outputs, outputs.resolve("out"), outputs.resolve("err"));
    }

    /**
     * Starts a server, and waits until it answers requests.
     *
     * @param command its name, and arguments
     * @param address where it will answer
     * @return the running server
     * @throws IOException if it can't be started or ends before it answers
     * @throws InterruptedException if the thread is interrupted
     */
    public static ServerProcess start(List<String> command, InetSocketAddress address)
            throws IOException, InterruptedException {
        ServerProcess started = new ServerProcess(command, address);
        try {
            started.awaitAnswer();
            return started;
        } catch (Throwable e) {
            started.close();
            throw e;
        }
    }

    /**
     * An address with a port that nobody has.
     *
     * @param host a numeric address of this host
     * @return the address
     * @throws IOException if there seems to be no free port
     */
    public static InetSocketAddress freeAddress(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        int tries = 0;
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (DatagramSocket socket = new DatagramSocket(port, address)) {
                return (InetSocketAddress) socket.getLocalSocketAddress();
            } catch (BindException e) {
                tries++;
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /**
     * Where it takes requests.
     *
     * @return its address and port
     */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * The process's number.
     *
     * @return its ID
     */
    public long pid() {
        return process.pid();
    }

    /**
     * How it was started.
     *
     * @return the program and its arguments
     */
    public List<String> command() {
        return command;
    }

    /** What it printed so far. */
    String said() throws IOException {
        return Command.read(outputs.resolve("out")) + Command.read(outputs.resolve("err"));
    }

    /** Asks it to end (SIGTERM), and waits for that. */
    int terminate() throws IOException, InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as("%s ends when asked to; it said: %s", command, said())
                .isTrue();
        return process.exitValue();
    }

    /**
     * Asks it to end (SIGTERM), and waits for that.
     *
     * @return what it printed
     * @throws IOException if that can't be read
     * @throws InterruptedException if the thread is interrupted
     */
    public String terminateAndSaid() throws IOException, InterruptedException {
        terminate();
        return said();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        byte[] request = "\0\1no-such-file\0octet\0".getBytes(StandardCharsets.US_ASCII);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (DatagramSocket socket = new DatagramSocket(0, address.getAddress())) {
            socket.setSoTimeout(PROBE_TIMEOUT_MILLIS);
            while (true) {
                socket.send(new DatagramPacket(request, request.length, address));
                if (answers(socket)) {
                    return;
                }
                if (!process.isAlive()) {
                    throw new ServerEndedException(process.exitValue(), command + " ended: " + said());
                }
                if (System.nanoTime() - deadline > 0) {
                    fail("%s doesn't answer; it said: %s", command, said());
                }
            }
        }
    }

    private static boolean answers(DatagramSocket socket) throws IOException {
        try {
            socket.receive(new DatagramPacket(new byte[512], 512));
            return true;
        } catch (SocketTimeoutException | PortUnreachableException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        Command.kill(process);
        try (var files = Files.newDirectoryStream(outputs)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(outputs);
    }

    /** A server ended before it served. */
    static final class ServerEndedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final int exitCode;

        ServerEndedException(int exitCode, String message) {
            super(message + " (exit code " + exitCode + ")");
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }
}
