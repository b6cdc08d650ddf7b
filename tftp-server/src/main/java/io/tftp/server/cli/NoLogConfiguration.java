package io.tftp.server.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Keeps logback from looking for a configuration, and from making up one, before {@link DaemonLog} makes the daemon's own. A
 * service of the executable jar only: whoever embeds the server configures logging as they like.
 */
public final class NoLogConfiguration extends ContextAwareBase implements Configurator {

    /** For the service loader. */
    public NoLogConfiguration() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
