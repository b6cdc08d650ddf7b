package io.tftp.interop;

/** Who moves a file where, seen from the peer's side of the table. */
enum Direction {
    PEER_GETS("gets from our server"),
    PEER_PUTS("puts to our server"),
    WE_GET("serves our client"),
    WE_PUT("takes from our client");

    private final String words;

    Direction(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
