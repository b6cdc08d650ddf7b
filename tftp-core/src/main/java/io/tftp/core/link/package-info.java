/**
 * The road: sockets, and what carries a transfer's datagrams through them. It knows whose a datagram is, and nothing of what a
 * transfer does with it.
 *
 * <p>A {@link io.tftp.core.link.DatagramPort} is a transfer's way to its peer: a socket of its own, one of a pool, or that of the
 * requests. A {@link io.tftp.core.link.RequestListener} has the sockets that requests come to.
 *
 * <p>Imports {@code loop} and {@code wire}.
 */
@NullMarked
package io.tftp.core.link;

import org.jspecify.annotations.NullMarked;
