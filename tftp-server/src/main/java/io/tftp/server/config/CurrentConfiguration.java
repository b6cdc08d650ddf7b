package io.tftp.server.config;

import java.util.ArrayList;
import java.util.List;

/** The configuration in force. A request is judged by the one that was in force when it came. Thread-safe. */
public final class CurrentConfiguration {

    private volatile Configuration current;

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

    /**
     * Puts another one in force, from the next request on.
     *
     * @param next the new configuration
     * @return which settings changed but keep their effect until the next start, since they aren't {@linkplain
     *     Setting#isReloadable reloadable}
     */
    public synchronized List<Setting<?>> replace(Configuration next) {
        List<Setting<?>> waiting = new ArrayList<>();
        for (Setting<?> setting : Settings.all()) {
            if (!setting.isReloadable() && !current.hasSame(setting, next)) {
                waiting.add(setting);
            }
        }
        current = next;
        return waiting;
    }
}
