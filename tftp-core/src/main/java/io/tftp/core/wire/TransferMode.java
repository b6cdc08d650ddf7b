package io.tftp.core.wire;

import java.util.Optional;

/** How a file's bytes are translated on their way (RFC 1350 §1). Mail mode is obsolete and not among them. */
public enum TransferMode {
    /** Text: lines end with CR LF on the wire, and a bare CR is followed by NUL. */
    NETASCII("netascii"),
    /** Bytes as they are. */
    OCTET("octet");

    private final String wireName;

    TransferMode(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The mode's name in a request.
     *
     * @return the name in lower case
     */
    public String wireName() {
        return wireName;
    }

    /**
     * The mode of a name.
     *
     * @param name any text
     * @return the mode, or empty if we know none of that name
     */
    public static Optional<TransferMode> of(String name) {
        // RFC 1350 §5: "The mode field contains the string "netascii", "octet", or "mail" (or any combination of upper
        // and lower case, such as "NETASCII", NetAscii", etc.)"
        for (TransferMode mode : values()) {
            if (WireText.equalsIgnoreAsciiCase(mode.wireName, name)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
