package io.tftp.interop;

/** What an exchange shows: the columns of the report. */
enum Feature {
    OCTET("octet"),
    NETASCII("netascii"),
    NO_OPTIONS("no options"),
    BLKSIZE("blksize"),
    WINDOWSIZE("windowsize"),
    MANY_BLOCKS("> 65,535 blocks"),
    IPV6("IPv6"),
    SINGLE_PORT("single port"),
    ERRORS("errors");

    private final String title;

    Feature(String title) {
        this.title = title;
    }

    static Feature of(int sizeBytes, Terms terms) {
        if (sizeBytes >= TestFiles.PAST_65535_BLOCKS) {
            return MANY_BLOCKS;
        } else if (terms.isNetascii()) {
            return NETASCII;
        } else if (terms.withoutOptions()) {
            return NO_OPTIONS;
        } else if (terms.windowSize().isPresent()) {
            return WINDOWSIZE;
        }
        return terms.blockSizeBytes().isPresent() ? BLKSIZE : OCTET;
    }

    @Override
    public String toString() {
        return title;
    }
}
