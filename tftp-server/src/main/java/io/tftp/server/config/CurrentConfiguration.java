package io.tftp.server.config;

/** The configuration in force. A request is judged by the one that was in force when it came. Thread-safe. */
public final class CurrentConfiguration {

    private final Configuration current;

    /**
     * Creates it.
     *
     * @param first the configuration to start with
     */
    public CurrentConfiguration(Configuration first) {
        this.current = first;
    }

    /**
     * The configuration in force, which is to be asked for once for each request.
     *
     * @return a snapshot
     */
    public Configuration get() {
        return current;
    }
}
