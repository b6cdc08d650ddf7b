/**
 * The counter: the {@code tftpd} daemon. Options and configuration come in, the gate is opened, and log lines, metrics
 * and an exit code go out; signals close it in good order.
 *
 * <p>May import the rule book, the gate, the strongroom and the core. Command line, logging backend, standard streams and exit codes
 * belong here, and nothing imports this room.
 */
@NullMarked
package io.tftp.server.cli;

import org.jspecify.annotations.NullMarked;
