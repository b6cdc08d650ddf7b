package io.tftp.interop;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.ErrorCode;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The servers of others, and how each is run over a directory. */
public enum PeerServer {
    TFTP_HPA(Peer.TFTP_HPA, PeerProgram.HPA_TFTPD) {
        @Override
        List<String> arguments(InetSocketAddress at, Path directory) {
            String host = at.getAddress().getHostAddress();
            String quoted = at.getAddress() instanceof Inet6Address ? "[" + host + "]" : host;
            return List.of("-L", "-c", "-s", "-a", quoted + ":" + at.getPort(), directory.toString());
        }
    },

    ATFTP(Peer.ATFTP, PeerProgram.ATFTPD) {
        @Override
        List<String> arguments(InetSocketAddress at, Path directory) {
            String host = at.getAddress().getHostAddress();
            String port = Integer.toString(at.getPort());
            return List.of(
                    "--daemon",
                    "--no-fork",
                    "--logfile",
                    "-",
                    "--user",
                    Requirement.userAndGroup(),
                    "--bind-address",
                    host,
                    "--port",
                    port,
                    directory.toString());
        }
    },

    DNSMASQ(Peer.DNSMASQ, PeerProgram.DNSMASQ) {
        @Override
        List<String> arguments(InetSocketAddress at, Path directory) {
            return List.of(
                    "--keep-in-foreground",
                    "--conf-file=/dev/null",
                    "--pid-file=",
                    "--port=0",
                    "--user=root",
                    "--bind-interfaces",
                    "--listen-address=" + at.getAddress().getHostAddress(),
                    "--enable-tftp",
                    "--tftp-root=" + directory);
        }
    };

    /** The exit code of in.tftpd where no address but loopback's exists. */
    private static final int MOST_TRIES = 3;

    private static final int HPA_WITHOUT_ADDRESSES = 66;

    private static final int DNSMASQ_LARGEST_BLOCK = 2263;

    private static final AtomicInteger OWN_ADDRESSES = new AtomicInteger();

    /** Of the answers to all that our client asks. */
    private static final int ATFTPD_LONGEST_OACK = 64;

    private final Peer peer;
    private final PeerProgram program;

    PeerServer(Peer peer, PeerProgram program) {
        this.peer = peer;
        this.program = program;
    }

    static PeerServer of(Peer peer) {
        return Arrays.stream(values())
                .filter(server -> server.peer == peer)
                .findFirst()
                .orElseThrow();
    }

    Peer peer() {
        return peer;
    }

    /**
     * What the program says of itself.
     *
     * @return its version, or "missing"
     */
    public String version() {
        return program.find().map(PeerProgram.Found::version).orElse("missing");
    }

    /** Whether it takes uploads; dnsmasq only reads. */
    boolean takesUploads() {
        return this != DNSMASQ;
    }

    /** Whether it grants windows (RFC 7440). */
    boolean grantsWindows() {
        return this == ATFTP;
    }

    /**
     * The block size that it grants. atftpd 0.8 answers with ERROR 8 where its OACK is longer than a block, upon which our
     * client asks again without options; dnsmasq's buffer is as large as one for DNS.
     */
    int blockSizeFor(int asked) {
        return switch (this) {
            case TFTP_HPA -> asked;
            case ATFTP -> asked < ATFTPD_LONGEST_OACK ? TransferParameters.DEFAULT_BLOCK_SIZE_BYTES : asked;
            case DNSMASQ -> Math.min(asked, DNSMASQ_LARGEST_BLOCK);
        };
    }

    /** Whether it can serve at ::1: atftpd 0.8 takes that for all addresses of IPv4. dnsmasq's port there may be taken. */
    boolean servesIpv6() {
        return this == TFTP_HPA;
    }

    /** The code that it refuses an upload into a missing directory with. */
    ErrorCode codeOfRefusal() {
        return switch (this) {
            case TFTP_HPA -> ErrorCode.FILE_NOT_FOUND;
            case ATFTP -> ErrorCode.ACCESS_VIOLATION;
            case DNSMASQ -> ErrorCode.ILLEGAL_OPERATION;
        };
    }

    /** What tells it to grant no options at all; nothing can tell dnsmasq. */
    private List<String> optionsOff() {
        return switch (this) {
            case TFTP_HPA -> List.of("-r", "blksize", "-r", "tsize", "-r", "timeout");
            case ATFTP -> List.of("--no-blksize", "--no-tsize", "--no-timeout", "--no-windowsize");
            case DNSMASQ -> throw new IllegalArgumentException("dnsmasq always grants options");
        };
    }

    /** Serves a directory, which is opened to all users, with all that is in it: servers drop their privileges. */
    ServerProcess serve(Exchange exchange, Path directory) throws IOException, InterruptedException {
        return serve(exchange.loopback(), directory, List.of());
    }

    ServerProcess serveWithoutOptions(Exchange exchange, Path directory) throws IOException, InterruptedException {
        return serve(exchange.loopback(), directory, optionsOff());
    }

    /**
     * Serves a directory, which is opened to all users, with all that is in it.
     *
     * @param loopback the address to serve at; dnsmasq has one of its own
     * @param directory what to serve
     * @param more arguments of this server's, besides those that every test gives it
     * @return the running server
     * @throws IOException if it can't be started
     * @throws InterruptedException if the thread is interrupted
     */
    public ServerProcess serve(String loopback, Path directory, List<String> more)
            throws IOException, InterruptedException {
        String path = program.path();
        if (this != ATFTP) {
            Requirement.superuser(program.toString());
        }
        openToAll(directory);
        for (int tries = 1; ; tries++) {
            InetSocketAddress at = this == DNSMASQ ? ownAddress() : ServerProcess.freeAddress(loopback);
            List<String> command = new ArrayList<>(List.of(path));
            command.addAll(more);
            command.addAll(arguments(at, directory));
            try {
                return ServerProcess.start(command, at);
            } catch (ServerProcess.ServerEndedException e) {
                if (this == TFTP_HPA && e.exitCode() == HPA_WITHOUT_ADDRESSES) {
                    throw Requirement.missing(
                            "in.tftpd runs on no host that has only loopback addresses; give lo another");
                }
                if (tries == MOST_TRIES) { // else another test may have been faster to take the port
                    throw e;
                }
            }
        }
    }

    abstract List<String> arguments(InetSocketAddress at, Path directory);

    /** Port 69, the only one of dnsmasq's, on an address of loopback that is this process's and this server's alone. */
    private static InetSocketAddress ownAddress() {
        long pid = ProcessHandle.current().pid();
        int number = 64 + OWN_ADDRESSES.getAndIncrement() % 128;
        return new InetSocketAddress("127." + number + "." + (pid >> 8 & 0xff) + "." + (1 + pid % 254), 69);
    }

    private static void openToAll(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            }
        }
    }
}
