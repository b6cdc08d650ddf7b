package io.tftp.core.testing;

import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Packets as people speak of them: {@code ACK 3}, {@code ACK 3 window=8} (with the byte behind it), {@code DATA 3} (a whole
 * block), {@code DATA 3:5} (one of 5 bytes), {@code DATA 1..4} (four whole blocks), {@code OACK blksize=8 windowsize=4},
 * {@code ERROR 0 text}, {@code RRQ "file" octet tsize=0}. Static and pure.
 */
final class PacketText {

    private static final Pattern REQUEST = Pattern.compile("(RRQ|WRQ) \"([^\"]*)\" (\\w+)(.*)");
    private static final String WINDOW = "window=";

    /** Where the bytes of a block come from. */
    @FunctionalInterface
    interface Content {

        /**
         * The bytes of a block.
         *
         * @param block its number on the wire
         * @param length how many; -1 for a whole block
         * @return the bytes
         */
        ByteBuffer block(int block, int length);
    }

    private PacketText() {}

    /** {@code DATA 1..3} is {@code DATA 1}, {@code DATA 2} and {@code DATA 3}. */
    static List<String> expand(String packet) {
        int dots = packet.indexOf("..");
        if (dots < 0 || !packet.startsWith("DATA ")) {
            return List.of(packet);
        }
        int blank = packet.indexOf(' ');
        int first = Integer.parseInt(packet.substring(blank + 1, dots));
        int last = Integer.parseInt(packet.substring(dots + 2));
        List<String> packets = new ArrayList<>();
        for (int block = first; block <= last; block++) {
            packets.add(packet.substring(0, blank + 1) + block);
        }
        return packets;
    }

    static String describe(Packet packet, int blockSizeBytes) {
        if (packet instanceof Data data) {
            int length = data.payload().remaining();
            return "DATA " + data.block() + (length == blockSizeBytes ? "" : ":" + length);
        } else if (packet instanceof Ack ack) {
            return "ACK " + ack.block() + (ack.nextWindow() == 0 ? "" : " " + WINDOW + ack.nextWindow());
        } else if (packet instanceof ErrorPacket error) {
            return "ERROR " + error.code().value() + " " + error.message();
        } else if (packet instanceof OptionAck answer) {
            return "OACK" + describe(answer.options());
        }
        Request request = (Request) packet;
        return (packet.opcode() == Opcode.READ_REQUEST ? "RRQ \"" : "WRQ \"") + request.filename() + "\" "
                + request.mode().wireName() + describe(request.options());
    }

    private static String describe(Options options) {
        return options.isEmpty() ? "" : " " + options;
    }

    static Packet parse(String packet, Content content) {
        String[] words = packet.split(" ", 3);
        return switch (words[0]) {
            case "ACK" ->
                new Ack(
                        Integer.parseInt(words[1]),
                        words.length < 3 ? 0 : Integer.parseInt(words[2].substring(WINDOW.length())));
            case "DATA" -> data(words[1], content);
            case "ERROR" ->
                new ErrorPacket(new ErrorCode(Integer.parseInt(words[1])), words.length < 3 ? "" : words[2]);
            case "OACK" -> new OptionAck(options(packet.substring(words[0].length())));
            case "RRQ", "WRQ" -> request(packet);
            default -> throw new IllegalArgumentException("no packet: " + packet);
        };
    }

    private static Data data(String word, Content content) {
        int colon = word.indexOf(':');
        int block = Integer.parseInt(colon < 0 ? word : word.substring(0, colon));
        int length = colon < 0 ? -1 : Integer.parseInt(word.substring(colon + 1));
        return new Data(block, content.block(block, length));
    }

    private static Request request(String packet) {
        Matcher parts = REQUEST.matcher(packet);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no request: " + packet);
        }
        TransferMode mode = TransferMode.of(parts.group(3)).orElseThrow();
        Options options = options(parts.group(4));
        return parts.group(1).equals("RRQ")
                ? new ReadRequest(parts.group(2), mode, options)
                : new WriteRequest(parts.group(2), mode, options);
    }

    /** Options, such as {@code blksize=8 windowsize=4}. */
    static Options options(String text) {
        Options options = Options.none();
        for (String word : text.trim().split(" +", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                options = options.with(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return options;
    }
}
