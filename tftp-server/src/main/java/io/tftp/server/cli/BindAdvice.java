package io.tftp.server.cli;

import io.tftp.core.link.AddressText;
import io.tftp.core.link.AddressUnavailableException;
import java.util.Locale;

/** What to do when an address can't be listened on. */
final class BindAdvice {

    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    private BindAdvice() {}

    /** One that comes to no conclusion gives the system's own words, which may be in the operator's language. */
    static String on(AddressUnavailableException e) {
        String host = AddressText.of(e.address().getAddress());
        int port = e.address().getPort();
        String reason = e.reason();
        String words = reason.toLowerCase(Locale.ROOT);
        String failed = "can't bind port " + port + " on " + host + ": ";
        if (words.contains("permission")) {
            return failed + "permission denied." + (port < FIRST_UNPRIVILEGED_PORT ? privilege() : "");
        }
        if (words.contains("in use")) {
            return failed + "another program is using it; 'ss -ulnp sport = :" + port
                    + "' shows which. Stop it, or choose another port with --port";
        }
        if (words.contains("assign")) {
            return failed + "not an address of this host; 'ip address' lists those that are";
        }
        return failed + reason;
    }

    private static String privilege() {
        return " Ports below " + FIRST_UNPRIVILEGED_PORT
                + " need root or CAP_NET_BIND_SERVICE: run it with sudo, or as a"
                + " systemd service with AmbientCapabilities=CAP_NET_BIND_SERVICE, or choose another port with --port 6969";
    }
}
