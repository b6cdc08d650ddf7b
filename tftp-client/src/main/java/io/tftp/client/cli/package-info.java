/**
 * The counter: the {@code tftp} command. Arguments come in, the front desk does the work, and a progress bar, a summary
 * line and an exit code go out.
 *
 * <p>May import the front desk and the core. Command line, terminal, standard streams and exit codes belong here, and
 * nothing imports this room.
 */
@NullMarked
package io.tftp.client.cli;

import org.jspecify.annotations.NullMarked;
