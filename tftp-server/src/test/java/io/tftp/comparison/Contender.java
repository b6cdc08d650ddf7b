package io.tftp.comparison;

import io.tftp.interop.PeerServer;
import io.tftp.interop.ServerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server that is compared, and how it is started. */
enum Contender {
    TFTPD("tftpd", null),
    /** A process anew for each round, whose first transfer counts. */
    TFTPD_JUST_STARTED("tftpd, just started", null),
    TFTPD_WITHOUT_OFFLOAD("tftpd, offload off", null),
    HPA("tftpd-hpa", PeerServer.TFTP_HPA),
    DNSMASQ("dnsmasq", PeerServer.DNSMASQ),
    ATFTPD("atftpd", PeerServer.ATFTP);

    private static final String LOOPBACK = "127.0.0.1";

    private final String title;
    private final @Nullable PeerServer peer;

    Contender(String title, @Nullable PeerServer peer) {
        this.title = title;
        this.peer = peer;
    }

    /** What it is told besides: by themselves dnsmasq and atftpd take no more than 50 and 100 transfers at once. */
    private List<String> arguments() {
        return switch (this) {
            case DNSMASQ -> List.of("--tftp-max=20000");
            case ATFTPD -> List.of("--maxthread", "20000");
            default -> List.of();
        };
    }

    /** What our command begins with. */
    private List<String> environment() {
        return this == TFTPD_WITHOUT_OFFLOAD ? List.of("env", "JDK_JAVA_OPTIONS=-Dtftp.offload=off") : List.of();
    }

    /** Starts it, and waits until it answers. */
    ServerProcess start(Path directory) throws IOException, InterruptedException {
        if (peer != null) {
            return peer.serve(LOOPBACK, directory, arguments());
        }
        InetSocketAddress at = ServerProcess.freeAddress(LOOPBACK);
        List<String> command = new ArrayList<>(environment());
        command.addAll(List.of(
                Launcher.tftpd().toString(),
                "--port",
                Integer.toString(at.getPort()),
                "--address",
                LOOPBACK,
                "--uploads",
                "new",
                directory.toString()));
        return ServerProcess.start(command, at);
    }

    boolean ours() {
        return peer == null;
    }

    /** Whether it has a process for each transfer. */
    boolean forks() {
        return this == HPA;
    }

    boolean startsAnew() {
        return this == TFTPD_JUST_STARTED;
    }

    /** What it is called, and its version if it isn't this checkout's. */
    String titleAndVersion() {
        return peer == null ? title : title + " " + peer.version();
    }

    @Override
    public String toString() {
        return title;
    }
}
