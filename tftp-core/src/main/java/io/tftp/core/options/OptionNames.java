package io.tftp.core.options;

/** The names of the options we know, as we write them; a peer may write them in any case. */
public final class OptionNames {

    /** Bytes in a block (RFC 2348). */
    public static final String BLKSIZE = "blksize";

    /** Blocks in a window (RFC 7440). */
    public static final String WINDOWSIZE = "windowsize";

    /** Seconds until a packet is sent again (RFC 2349). */
    public static final String TIMEOUT = "timeout";

    /** Bytes in the file (RFC 2349). */
    public static final String TSIZE = "tsize";

    private OptionNames() {}
}
