package io.tftp.client;

import io.tftp.core.wire.Options;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * A file on a TFTP server.
 *
 * <p>Immutable and thread-safe.
 *
 * @param host the server's name or address, without brackets; an IPv6 address may carry a scope, as in {@code fe80::1%eth0}
 * @param port the server's port for requests, 1..65535
 * @param name the file name to request
 * @param mode the transfer mode; empty for the client's setting
 */
public record RemoteFile(String host, int port, String name, Optional<TransferMode> mode) {

    /** The default port of TFTP (RFC 1350 §4). */
    public static final int DEFAULT_PORT = 69;

    private static final int MAX_PORT = 65_535;

    /** As much as a datagram has room for beside the rest of a request. Servers take far less: 500 is usual. */
    private static final int MAX_NAME_BYTES = 65_000;

    /**
     * Checks the parts.
     *
     * @param host not blank, without brackets and slashes
     * @param port 1..65535
     * @param name not empty, without NUL, and no more than 65,000 bytes of UTF-8
     * @param mode the mode or empty
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public RemoteFile {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mode, "mode");
        if (host.isBlank()) {
            throw new IllegalArgumentException("the host is empty");
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c <= ' ' || c == '[' || c == ']' || c == '/' || c == '@' || c == '\u007f') {
                throw new IllegalArgumentException("'" + ForeignText.clean(host) + "' is not a host name or address");
            }
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " is not in the range 1 to 65535");
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the remote file name is empty");
        }
        // What a packet can't carry is refused here and not in the middle of things.
        int nameBytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (nameBytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "the remote file name is " + nameBytes + " bytes long, too long for a request");
        }
        new ReadRequest(name, TransferMode.OCTET, Options.none());
    }

    /**
     * A file on port 69 of a server.
     *
     * @param host the server's name or address
     * @param name the file's name
     * @return the remote file
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public static RemoteFile of(String host, String name) {
        return of(host, DEFAULT_PORT, name);
    }

    /**
     * A file on a server.
     *
     * @param host the server's name or address
     * @param port 1..65535
     * @param name the file's name
     * @return the remote file
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public static RemoteFile of(String host, int port, String name) {
        return new RemoteFile(host, port, name, Optional.empty());
    }

    /**
     * Parses a URI (RFC 3617): {@code tftp://host[:port]/name[;mode=octet|netascii]}.
     *
     * <p>The slash after the host is a separator and not part of the name; for a name that begins with a slash, write two:
     * {@code tftp://host//etc/motd} is {@code /etc/motd}. Percent escapes are UTF-8. IPv6 addresses are written in brackets, with a scope
     * after {@code %25} or {@code %}.
     *
     * @param uri the URI
     * @return the remote file
     * @throws IllegalArgumentException with a message for the user, if the URI is invalid
     */
    public static RemoteFile parse(String uri) {
        return RemoteFileParser.parse(uri);
    }

    /**
     * Whether a text looks like a URI for {@link #parse}.
     *
     * @param text any text
     * @return true if it begins with {@code tftp://}, in any case
     */
    public static boolean isUri(String text) {
        return RemoteFileParser.isUri(text);
    }

    /**
     * The same file in another mode.
     *
     * @param newMode the mode
     * @return the remote file
     */
    public RemoteFile withMode(TransferMode newMode) {
        return new RemoteFile(host, port, name, Optional.of(newMode));
    }

    /**
     * The file in messages.
     *
     * @return for example {@code 192.0.2.1:69/pxelinux.0}, safe to print
     */
    @Override
    public String toString() {
        String address = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return address + ":" + port + "/" + ForeignText.clean(name);
    }
}
