package io.tftp.client.chaos;

/** Which way a datagram goes. */
public enum Direction {
    /** From a client to the server. */
    TO_SERVER,
    /** From the server to a client. */
    TO_CLIENT
}
