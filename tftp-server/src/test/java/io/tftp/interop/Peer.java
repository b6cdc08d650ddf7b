package io.tftp.interop;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The projects that the suite is tried against. */
enum Peer {
    TFTP_HPA("tftp-hpa", PeerProgram.HPA_TFTP, PeerProgram.HPA_TFTPD),
    ATFTP("atftp", PeerProgram.ATFTP, PeerProgram.ATFTPD),
    CURL("curl", PeerProgram.CURL, null),
    BUSYBOX("busybox", PeerProgram.BUSYBOX, null),
    DNSMASQ("dnsmasq", null, PeerProgram.DNSMASQ);

    private final String title;
    private final Optional<PeerProgram> client;
    private final Optional<PeerProgram> server;

    Peer(String title, @Nullable PeerProgram client, @Nullable PeerProgram server) {
        this.title = title;
        this.client = Optional.ofNullable(client);
        this.server = Optional.ofNullable(server);
    }

    /** The program on the peer's side. */
    Optional<PeerProgram> program(Direction direction) {
        return switch (direction) {
            case PEER_GETS, PEER_PUTS -> client;
            case WE_GET, WE_PUT -> server;
        };
    }

    @Override
    public String toString() {
        return title;
    }
}
