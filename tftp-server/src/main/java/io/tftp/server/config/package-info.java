/**
 * The rule book: every setting of the daemon is a row of one table ({@link io.tftp.server.config.Settings}), from which come
 * the options of the command line, {@code --help}, the environment variables and {@code docs/settings.md}. What was set, by
 * whichever {@linkplain io.tftp.server.config.SettingsSource source}, is checked here and becomes an immutable
 * {@link io.tftp.server.config.Configuration}, of which {@link io.tftp.server.config.ServerSetup} makes what a server goes by.
 *
 * <p>May import the gate, the strongroom and the core. Knows no command-line library: the counter turns the table into
 * its options.
 */
@NullMarked
package io.tftp.server.config;

import org.jspecify.annotations.NullMarked;
