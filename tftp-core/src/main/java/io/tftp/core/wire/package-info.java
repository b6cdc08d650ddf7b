/**
 * The mail room: bytes to packets and packets to bytes.
 *
 * <p>A datagram is parsed once, here, at the border; behind it there are only legal packets, because the records can't
 * be built otherwise. {@link io.tftp.core.wire.PacketCodec} alone knows where a field lies. What the peer got wrong is
 * a {@link io.tftp.core.wire.ProtocolException}, which carries the error to send; what we got wrong is an {@link
 * java.lang.IllegalArgumentException}.
 *
 * <p>Pure: it imports nothing of ours, reads no clock and holds no state. All types are immutable or have only static
 * methods, so that any thread may use them; the one exception is the buffer that {@link io.tftp.core.wire.Data} lends.
 */
@NullMarked
package io.tftp.core.wire;

import org.jspecify.annotations.NullMarked;
