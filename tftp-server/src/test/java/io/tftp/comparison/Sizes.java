package io.tftp.comparison;

/** Sizes that several scenarios use. Static. */
final class Sizes {

    static final int KIB = 1024;
    static final int MIB = 1024 * KIB;

    /** The block that fits into a packet of any Ethernet, behind the headers of tunnels too. */
    static final int ETHERNET_BLOCK = 1428;

    private Sizes() {}
}
