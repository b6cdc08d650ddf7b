package io.tftp.core.wire;

import io.tftp.core.wire.Options.Option;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes to packets and back: the only place that knows where in a datagram a field lies.
 *
 * <p>It is liberal in what it reads, because firmware is what it is, and strict in what it writes. All buffers are
 * big-endian, as every new one is. The methods on single fields allocate nothing: a transfer under way gets by with
 * them.
 *
 * <p>Static and without state, for any thread; each buffer is used by one at a time.
 */
public final class PacketCodec {

    /** The length of what stands before the bytes of a DATA packet. */
    public static final int DATA_HEADER_BYTES = 4;

    /** The length of an ACK. */
    public static final int ACK_BYTES = 4;

    /** The length of an ACK that says how large the next window is to be. */
    public static final int ACK_AND_WINDOW_BYTES = ACK_BYTES + 1;

    /**
     * The most that a UDP datagram carries over IPv4, and room for the largest DATA: a buffer of this size cuts
     * nothing.
     */
    public static final int MAX_DATAGRAM_BYTES = 65_507;

    /** The longest file name that is read, in bytes. */
    public static final int MAX_FILENAME_BYTES = 500;

    /** The most options that are kept of one packet; there are about a dozen in the world. Further ones are ignored. */
    public static final int MAX_OPTIONS = 64;

    /**
     * The most bytes of options that are kept of one packet. RFC 2347: "The maximum size of a request packet is 512 octets";
     * what is kept of one lives as long as its transfer. The option that goes beyond and further ones are ignored.
     */
    public static final int MAX_OPTION_BYTES = 2048;

    private static final int OPCODE_BYTES = 2;
    private static final int BLOCK_OFFSET = 2;
    private static final int ERROR_CODE_OFFSET = 2;
    private static final int ERROR_MESSAGE_OFFSET = 4;

    private PacketCodec() {}

    /**
     * The opcode of a datagram, known or not.
     *
     * @param datagram read at its position, which stays
     * @return 0..65535, or -1 if it is shorter than 2 bytes
     */
    public static int opcode(ByteBuffer datagram) {
        return datagram.remaining() < OPCODE_BYTES ? -1 : unsignedShort(datagram, 0);
    }

    /**
     * The block number of a DATA or ACK.
     *
     * @param datagram read at its position, which stays
     * @return 0..65535, or -1 if it is shorter than 4 bytes
     */
    public static int block(ByteBuffer datagram) {
        return datagram.remaining() < DATA_HEADER_BYTES ? -1 : unsignedShort(datagram, BLOCK_OFFSET);
    }

    /**
     * The byte behind the block number of an ACK, the next window's size where that was agreed on.
     *
     * @param ack read at its position, which stays
     * @return 0..255; 0 if there is none
     */
    public static int nextWindow(ByteBuffer ack) {
        return ack.remaining() <= ACK_BYTES ? 0 : Byte.toUnsignedInt(ack.get(ack.position() + ACK_BYTES));
    }

    /**
     * Writes the {@value #DATA_HEADER_BYTES} bytes before a block.
     *
     * @param target written at {@code offset}; its position stays
     * @param offset an absolute index
     * @param block the number on the wire, 0..65535; not checked
     */
    public static void putDataHeader(ByteBuffer target, int offset, int block) {
        target.putInt(offset, Opcode.DATA.value() << Short.SIZE | block);
    }

    /**
     * Writes a whole ACK of {@value #ACK_BYTES} bytes.
     *
     * @param target written at {@code offset}; its position stays
     * @param offset an absolute index
     * @param block the number on the wire, 0..65535; not checked
     */
    public static void putAck(ByteBuffer target, int offset, int block) {
        target.putInt(offset, Opcode.ACK.value() << Short.SIZE | block);
    }

    /**
     * Writes the byte behind an ACK's block number.
     *
     * @param target written behind the {@value #ACK_BYTES} bytes at {@code offset}; its position stays
     * @param offset an absolute index, where the ACK begins
     * @param nextWindow 1..255 blocks; not checked
     */
    public static void putNextWindow(ByteBuffer target, int offset, int nextWindow) {
        target.put(offset + ACK_BYTES, (byte) nextWindow);
    }

    /**
     * Reads a datagram.
     *
     * <p>Text that isn't UTF-8 is read as Latin-1. What follows a complete request, or an ACK and the byte behind it, is
     * ignored, and so is an option that isn't complete. An ERROR needs no message and no last NUL; a message of more than {@value
     * ErrorPacket#MAX_READ_CHARS} characters is cut, and then ends with an ellipsis.
     *
     * @param datagram read from position to limit. A {@link Data} keeps a view of it. The position may have moved
     *     afterwards
     * @return the packet
     * @throws MalformedPacketException if it is none
     */
    public static Packet decode(ByteBuffer datagram) throws MalformedPacketException {
        int value = opcode(datagram);
        Opcode opcode = Opcode.of(value)
                .orElseThrow(() -> new MalformedPacketException(
                        value < 0 ? "packet too short for an opcode" : "unknown opcode " + value));
        return switch (opcode) {
            case READ_REQUEST, WRITE_REQUEST -> decodeRequest(opcode, datagram);
            case DATA -> decodeData(datagram);
            case ACK -> new Ack(requireShort(opcode, datagram, BLOCK_OFFSET), nextWindow(datagram));
            case ERROR -> decodeError(datagram);
            case OPTION_ACK -> new OptionAck(decodeOptions(scanner(datagram, OPCODE_BYTES)));
        };
    }

    /**
     * Writes a packet into a buffer of its own.
     *
     * @param packet any packet; the position of a payload stays
     * @return a new heap buffer, ready to be read from
     * @throws IllegalArgumentException if the packet is longer than {@value #MAX_DATAGRAM_BYTES} bytes
     */
    public static ByteBuffer encode(Packet packet) {
        ByteBuffer target = ByteBuffer.allocate(encodedBytes(packet));
        encode(packet, target);
        return target.flip();
    }

    /**
     * Writes a packet into a buffer.
     *
     * @param packet any packet; the position of a payload stays
     * @param target written from its position, which moves behind the packet
     * @throws IllegalArgumentException if the packet is longer than {@value #MAX_DATAGRAM_BYTES} bytes
     * @throws BufferOverflowException if it doesn't fit the buffer; nothing was written then
     */
    public static void encode(Packet packet, ByteBuffer target) {
        if (target.remaining() < encodedBytes(packet)) {
            throw new BufferOverflowException();
        }
        target.putShort((short) packet.opcode().value());
        if (packet instanceof Data data) {
            target.putShort((short) data.block()).put(data.payload().duplicate());
        } else if (packet instanceof Ack ack) {
            target.putShort((short) ack.block());
            if (ack.nextWindow() > 0) {
                target.put((byte) ack.nextWindow());
            }
        } else if (packet instanceof ErrorPacket error) {
            target.putShort((short) error.code().value());
        }
        for (byte[] string : strings(packet)) {
            target.put(string).put((byte) 0);
        }
    }

    private static int encodedBytes(Packet packet) {
        int length = packet instanceof Request || packet instanceof OptionAck ? OPCODE_BYTES : DATA_HEADER_BYTES;
        if (packet instanceof Data data) {
            length += data.payload().remaining();
        } else if (packet instanceof Ack ack && ack.nextWindow() > 0) {
            length = ACK_AND_WINDOW_BYTES;
        }
        for (byte[] string : strings(packet)) {
            length += string.length + 1;
        }
        if (length > MAX_DATAGRAM_BYTES) {
            throw new IllegalArgumentException("packet of " + length + " bytes doesn't fit a datagram");
        }
        return length;
    }

    /** The strings of a packet in the order of the wire. */
    private static List<byte[]> strings(Packet packet) {
        List<byte[]> strings = new ArrayList<>();
        if (packet instanceof Request request) {
            strings.add(WireText.encode(request.filename()));
            strings.add(WireText.encode(request.mode().wireName()));
            addStrings(strings, request.options());
        } else if (packet instanceof OptionAck optionAck) {
            addStrings(strings, optionAck.options());
        } else if (packet instanceof ErrorPacket error) {
            strings.add(WireText.encode(error.message()));
        }
        return strings;
    }

    private static void addStrings(List<byte[]> strings, Options options) {
        for (Option option : options.entries()) {
            strings.add(WireText.encode(option.name()));
            strings.add(WireText.encode(option.value()));
        }
    }

    private static Request decodeRequest(Opcode opcode, ByteBuffer datagram) throws MalformedPacketException {
        StringScanner strings = scanner(datagram, OPCODE_BYTES);
        int filenameBytes = strings.nextLengthBytes();
        if (filenameBytes > MAX_FILENAME_BYTES) {
            throw new MalformedPacketException("file name longer than " + MAX_FILENAME_BYTES + " bytes");
        }
        if (filenameBytes == 0) {
            throw new MalformedPacketException("empty file name");
        }
        String filename = requireString("file name", strings, MAX_FILENAME_BYTES);
        String modeName = requireString("mode", strings, ErrorPacket.MAX_FITTED_CHARS);
        TransferMode mode = TransferMode.of(modeName)
                .orElseThrow(() -> new MalformedPacketException("unknown mode \"" + modeName + "\""));
        Options options = decodeOptions(strings);
        return opcode == Opcode.READ_REQUEST
                ? new ReadRequest(filename, mode, options)
                : new WriteRequest(filename, mode, options);
    }

    private static Options decodeOptions(StringScanner strings) {
        List<Option> entries = new ArrayList<>();
        int room = MAX_OPTION_BYTES;
        while (entries.size() < MAX_OPTIONS) {
            int nameBytes = strings.nextLengthBytes();
            // No NUL: the end, or garbage. A NUL at once: no option has an empty name, so this is padding.
            if (nameBytes <= 0 || nameBytes > room) {
                break;
            }
            String name = strings.take(nameBytes);
            int valueBytes = strings.nextLengthBytes();
            room -= nameBytes + valueBytes;
            // A value that isn't terminated may be half of one: better none at all.
            if (valueBytes < 0 || room < 0) {
                break;
            }
            entries.add(new Option(name, strings.take(valueBytes)));
        }
        return Options.of(entries);
    }

    private static Data decodeData(ByteBuffer datagram) throws MalformedPacketException {
        int block = requireShort(Opcode.DATA, datagram, BLOCK_OFFSET);
        int payloadBytes = datagram.remaining() - DATA_HEADER_BYTES;
        if (payloadBytes > Data.MAX_PAYLOAD_BYTES) {
            throw new MalformedPacketException("DATA longer than any block");
        }
        return new Data(block, datagram.slice(datagram.position() + DATA_HEADER_BYTES, payloadBytes));
    }

    private static ErrorPacket decodeError(ByteBuffer datagram) throws MalformedPacketException {
        int code = requireShort(Opcode.ERROR, datagram, ERROR_CODE_OFFSET);
        String message = scanner(datagram, ERROR_MESSAGE_OFFSET).takeLenient(ErrorPacket.MAX_READ_CHARS);
        return new ErrorPacket(new ErrorCode(code), message);
    }

    private static String requireString(String what, StringScanner strings, int mostChars)
            throws MalformedPacketException {
        int lengthBytes = strings.nextLengthBytes();
        if (lengthBytes < 0) {
            throw new MalformedPacketException(what + " missing or without its NUL");
        }
        return strings.takeShort(lengthBytes, mostChars);
    }

    private static int requireShort(Opcode opcode, ByteBuffer datagram, int offset) throws MalformedPacketException {
        if (datagram.remaining() < offset + Short.BYTES) {
            throw new MalformedPacketException(opcode + " of only " + datagram.remaining() + " bytes");
        }
        return unsignedShort(datagram, offset);
    }

    private static int unsignedShort(ByteBuffer datagram, int offset) {
        return Short.toUnsignedInt(datagram.getShort(datagram.position() + offset));
    }

    private static StringScanner scanner(ByteBuffer datagram, int offset) {
        return new StringScanner(datagram, datagram.position() + offset);
    }
}
