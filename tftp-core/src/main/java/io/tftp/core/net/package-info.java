/**
 * The street door: the only room with sockets, threads and a clock.
 *
 * <p>An {@link io.tftp.core.net.EventLoop} is one thread with one selector and one queue of deadlines. A
 * {@link io.tftp.core.net.TransferSession} lives on one loop and drives one machine of {@code transfer} between a
 * {@link io.tftp.core.net.DatagramPort} and the content; it is the only class that knows all of them. What can block for
 * long (opening, flushing, renaming, closing, reading a pipe) runs on the {@link io.tftp.core.net.ContentPool}, and comes
 * back to the loop as an event.
 *
 * <p>Imports {@code transfer}, {@code options}, {@code wire} and {@code content}.
 */
@NullMarked
package io.tftp.core.net;

import org.jspecify.annotations.NullMarked;
