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

    /** Bytes in a block, a power of two (tftp-hpa). */
    public static final String BLKSIZE2 = "blksize2";

    /** Microseconds until a packet is sent again (tftp-hpa). */
    public static final String UTIMEOUT = "utimeout";

    /** The block number that follows 65535: 0 or 1 (tftp-hpa). */
    public static final String ROLLOVER = "rollover";

    /** The receiver's ACKs say how large the next window is to be (Windows' boot manager). */
    public static final String MSFTWINDOW = "msftwindow";

    private OptionNames() {}
}
