package io.tftp.server.config;

/** Settings that belong together: a chapter of the reference. */
public enum Group {
    /** The directory, and where requests and transfers meet the network. */
    SERVING("Directory, addresses and ports"),
    /** What clients may write. */
    UPLOADS("Uploads"),
    /** What is granted to a transfer, and how long its client may be silent. */
    TRANSFERS("Transfers"),
    /** What clients may have at most. */
    LIMITS("Limits"),
    /** Who may read and write. */
    ACCESS("Access"),
    /** The daemon itself. */
    DAEMON("Daemon");

    private final String title;

    Group(String title) {
        this.title = title;
    }

    /**
     * The chapter's heading.
     *
     * @return a few words
     */
    public String title() {
        return title;
    }
}
