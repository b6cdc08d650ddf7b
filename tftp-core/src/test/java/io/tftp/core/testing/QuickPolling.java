package io.tftp.core.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Awaitility looks again after 5 ms instead of 100: most of what tests wait for has happened by then. JUnit finds it as a service,
 * in all modules.
 */
public final class QuickPolling implements BeforeAllCallback {

    private static final Duration INTERVAL = Duration.ofMillis(5);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval(INTERVAL);
    }
}
