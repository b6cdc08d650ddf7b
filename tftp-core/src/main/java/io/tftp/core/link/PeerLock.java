package io.tftp.core.link;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whom a transfer is with: until its first answer came, anyone at the address that was asked; from then on, the one who sent that.
 * By one thread at a time.
 *
 * <p>RFC 1350 §4: "If a source TID does not match, the packet should be discarded as erroneously sent from somewhere else."
 */
final class PeerLock {

    private final boolean anyAddress;
    private InetSocketAddress peer;
    private boolean locked;
    private @Nullable InetSocketAddress candidate;
    private @Nullable InetSocketAddress foreigner;

    /**
     * Creates one that isn't locked.
     *
     * @param asked where the request goes to
     * @param anyAddress whether the answer may come from another address than that
     */
    PeerLock(InetSocketAddress asked, boolean anyAddress) {
        this.peer = asked;
        this.anyAddress = anyAddress;
    }

    /** Where the request went to, or the peer. */
    InetSocketAddress peer() {
        return peer;
    }

    boolean isLocked() {
        return locked;
    }

    /** Whether a datagram from there may be the first answer, as long as none is. */
    boolean admits(InetSocketAddress sender) {
        if (anyAddress || sender.getAddress().equals(peer.getAddress())) {
            candidate = sender;
            return true;
        }
        foreigner = sender;
        return false;
    }

    /** Who sent the latest datagram that was admitted; null if none was, or the peer is known. */
    @Nullable
    InetSocketAddress candidate() {
        return locked ? null : candidate;
    }

    /** It is known who the peer is: its port is the transfer's ID (RFC 1350 §4). */
    void lockTo(InetSocketAddress address) {
        peer = address;
        locked = true;
    }

    /** Another transfer begins, with another peer, which isn't locked to. */
    void turnTo(InetSocketAddress next) {
        peer = next;
    }

    /** Who answered from an address that wasn't asked; empty if nobody did. */
    String hint() {
        return foreigner == null ? "" : "an answer came from " + AddressText.of(foreigner.getAddress()) + " instead";
    }
}
