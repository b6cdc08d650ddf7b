package io.tftp.core.fuzz;

import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Options.Option;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ProtocolException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Whatever options are asked for, our server grants what our client accepts, and both go by the same; and whatever a server
 * grants, our client refuses it or goes by what it asked for, or by less.
 */
public final class NegotiationFuzz {

    private static final int OACK_HEADER = 2;

    private NegotiationFuzz() {}

    /**
     * What the fuzzer calls.
     *
     * @param input limits, the length of what is asked, options asked, options granted by a server of others
     */
    public static void fuzzerTestOneInput(byte[] input) {
        Input bytes = new Input(input);
        Limits limits = new Limits(
                bytes.oneOf(65_464, 8, 512, 1_428),
                bytes.oneOf(64, 1, 16, 32_767),
                bytes.oneOf(4 << 20, 1 << 16, 1 << 30));
        boolean write = bytes.next() % 2 == 0;
        OptionalLong size = OptionalLong.of(bytes.oneOf(0, 1, 511, 1 << 30));
        Options asked = options(bytes.next(bytes.nextShort()));
        Options foreign = options(bytes.rest());
        ours(asked, write ? Negotiation.answerWrite(asked, limits) : Negotiation.answer(asked, limits, size), limits);
        others(asked, foreign);
    }

    private static Options options(byte[] bytes) {
        byte[] datagram = new byte[OACK_HEADER + bytes.length];
        datagram[1] = 6;
        System.arraycopy(bytes, 0, datagram, OACK_HEADER, bytes.length);
        try {
            return ((OptionAck) PacketCodec.decode(ByteBuffer.wrap(datagram))).options();
        } catch (MalformedPacketException e) {
            throw new AssertionError("an OACK is never malformed", e);
        }
    }

    private static void ours(Options asked, Negotiation.Answer answer, Limits limits) {
        TransferParameters agreed = answer.parameters();
        Options granted = answer.granted();
        for (Option option : granted.entries()) {
            Input.require(asked.value(option.name()).isPresent(), "granted what wasn't asked: " + option);
        }
        Input.require(
                granted.entries().stream().map(Option::name).distinct().count() == granted.size(), "granted twice");
        boolean blocks =
                granted.value("blksize").or(() -> granted.value("blksize2")).isPresent();
        Input.require(
                agreed.blockSizeBytes() <= (blocks ? limits.maxBlockSizeBytes() : 512), "a block beyond the limit");
        Input.require(agreed.windowSize() <= limits.maxWindowSize(), "a window beyond the limit");
        if (answer.optionAckNeeded()) {
            try {
                Input.require(Negotiation.accept(asked, granted).equals(agreed), "both sides go by something else");
            } catch (ProtocolException e) {
                throw new AssertionError("our client refuses what our server grants: " + asked + " -> " + granted, e);
            }
        } else {
            Input.require(agreed.equals(TransferParameters.RFC_1350), "agreed on what wasn't granted: " + agreed);
        }
    }

    private static void others(Options asked, Options granted) {
        try {
            TransferParameters agreed = Negotiation.accept(asked, granted);
            String blocks = granted.value("blksize").isPresent() ? "blksize" : "blksize2";
            Input.require(
                    granted.value(blocks).isPresent()
                            ? agreed.blockSizeBytes() <= number(asked, blocks)
                            : agreed.blockSizeBytes() == 512,
                    "larger blocks than asked for");
            Input.require(
                    granted.value("windowsize").isPresent()
                            ? agreed.windowSize() <= number(asked, "windowsize")
                            : agreed.windowSize() == 1,
                    "a larger window than asked for");
        } catch (ProtocolException e) {
            // Refused, as it may be.
        }
    }

    private static long number(Options asked, String name) {
        String value = asked.value(name).orElseThrow();
        return value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
    }
}
