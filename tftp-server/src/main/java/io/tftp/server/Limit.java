package io.tftp.server;

/** What a request or a transfer ran into that a server sets bounds to. */
public enum Limit {

    /** The transfers under way at once, in all. */
    TRANSFERS,

    /** The transfers under way at once with one client. */
    TRANSFERS_PER_CLIENT,

    /** The requests a second from one client. */
    REQUEST_RATE,

    /** The ERRORs a second to one client; the requests that they answer are told of as well. */
    ERROR_RATE,

    /** A transfer whose client never answered had to make room for another. */
    UNANSWERED,

    /** The memory for the windows of all transfers: the client answered, and there was none left. */
    WINDOW_MEMORY,

    /** The time that a transfer may take. */
    TRANSFER_TIME,

    /** What handlers open at once: a request got no thread, because handlers or content held all of them up. */
    OPENINGS,

    /** Who may read and write. */
    ACCESS
}
