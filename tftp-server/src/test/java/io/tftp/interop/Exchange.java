package io.tftp.interop;

/**
 * One file to move, in one direction: what a parametrized test is given, and what the report counts.
 *
 * @param peer the other program's project
 * @param direction who moves it where
 * @param feature the column of the report
 * @param sizeBytes the file's size; of a text about
 * @param terms how
 */
record Exchange(Peer peer, Direction direction, Feature feature, int sizeBytes, Terms terms) {

    static Exchange of(Peer peer, Direction direction, int sizeBytes, Terms terms) {
        return new Exchange(peer, direction, Feature.of(sizeBytes, terms), sizeBytes, terms);
    }

    Exchange as(Feature other) {
        return new Exchange(peer, direction, other, sizeBytes, terms);
    }

    /** The address to run the server at. */
    String loopback() {
        return feature == Feature.IPV6 ? "::1" : "127.0.0.1";
    }

    /** Whether our server answers from the port for requests. */
    boolean singlePort() {
        return feature == Feature.SINGLE_PORT;
    }

    /** The file as it should be on both sides. */
    byte[] content() {
        return terms.isNetascii()
                ? TestFiles.text(sizeBytes, terms.blockSizeBytes().orElse(512))
                : TestFiles.binary(sizeBytes);
    }

    @Override
    public String toString() {
        String special = switch (feature) {
            case IPV6 -> ", over IPv6";
            case SINGLE_PORT -> ", on a single port";
            default -> "";
        };
        return peer + " " + direction + ": " + sizeBytes + " bytes " + terms + special;
    }
}
