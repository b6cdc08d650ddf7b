package io.tftp.core.transfer;

import io.tftp.core.options.Negotiation;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ProtocolException;
import io.tftp.core.wire.Request;
import java.nio.ByteBuffer;

/**
 * How a transfer starts: what is sent first, and again until it is answered, and which parameters follow. The only place
 * where the four starts differ.
 *
 * <pre>{@code
 *   request      client   RRQ/WRQ --->   <--- OACK, or DATA 1 / ACK 0 from a server that ignored the options
 *   optionAck    server      OACK --->   <--- ACK 0 (read), DATA 1 (write)
 *   ackZero      server     ACK 0 --->   <--- DATA 1 (a write without options)
 *   none         server    DATA 1 --->   (a read without options: the first block is the first packet)
 * }</pre>
 */
public final class Opening {

    private final Kind kind;
    private final Options asked;
    private final TransferParameters parameters;
    private final ByteBuffer datagram;

    private enum Kind {
        REQUEST,
        OPTION_ACK,
        ACK_ZERO,
        NONE
    }

    private Opening(Kind kind, Options asked, TransferParameters parameters, ByteBuffer datagram) {
        this.kind = kind;
        this.asked = asked;
        this.parameters = parameters;
        this.datagram = datagram;
    }

    /**
     * A client's: the request goes out, and the first answer decides about the options.
     *
     * @param request the request, with the options to ask for
     * @return the opening
     */
    public static Opening request(Request request) {
        return new Opening(
                Kind.REQUEST, request.options(), TransferParameters.RFC_1350, PacketCodec.encode((Packet) request));
    }

    /**
     * A server's, to a request of which it grants options (RFC 2347).
     *
     * @param granted the options granted, not empty
     * @param parameters what they agree on
     * @return the opening
     */
    public static Opening optionAck(Options granted, TransferParameters parameters) {
        return new Opening(Kind.OPTION_ACK, Options.none(), parameters, PacketCodec.encode(new OptionAck(granted)));
    }

    /**
     * A server's, to a write request without options.
     *
     * @return the opening
     */
    public static Opening ackZero() {
        return new Opening(Kind.ACK_ZERO, Options.none(), TransferParameters.RFC_1350, PacketCodec.encode(new Ack(0)));
    }

    /**
     * A server's, to a read request without options: the first DATA opens.
     *
     * @return the opening
     */
    public static Opening none() {
        return new Opening(Kind.NONE, Options.none(), TransferParameters.RFC_1350, ByteBuffer.allocate(0));
    }

    /** The opening packet, for the driver to send; empty where the first block opens. */
    ByteBuffer datagram() {
        return datagram;
    }

    /** The parameters if the peer answers without an OACK. */
    TransferParameters parameters() {
        return parameters;
    }

    /** Whether this side sent the request, so that the peer's first packet may be an OACK. */
    boolean isRequest() {
        return kind == Kind.REQUEST;
    }

    /** Whether this side sent an OACK, which the peer may have been after alone. */
    boolean isOptionAck() {
        return kind == Kind.OPTION_ACK;
    }

    /** Whether the first block goes out unasked. */
    boolean isNone() {
        return kind == Kind.NONE;
    }

    /** The parameters that follow from the peer's OACK. */
    TransferParameters accept(OptionAck answer) throws ProtocolException {
        return Negotiation.accept(asked, answer.options());
    }
}
