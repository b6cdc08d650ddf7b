/**
 * The gate: a TFTP server to embed. It takes requests, knows a repeated one, asks the policy and the limits, lets a
 * handler open the content, and has the core run the transfer.
 *
 * <p>May import the core, and never the client. There is no clock, thread or channel of its own here: the event loops
 * are the core's.
 */
@NullMarked
package io.tftp.server;

import org.jspecify.annotations.NullMarked;
