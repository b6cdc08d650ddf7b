/**
 * The street door: one event loop with its selector, its datagram channels and its deadlines, and the session that
 * brings a port, a peer, a machine and its content together.
 *
 * <p>May import {@code transfer}, {@code wire}, {@code options} and {@code content}. This is the only room that opens a
 * channel, starts a thread or reads a clock; the rooms behind it are told the time and handed the packets.
 */
@NullMarked
package io.tftp.core.net;

import org.jspecify.annotations.NullMarked;
