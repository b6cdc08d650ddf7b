package io.tftp.core.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Datagrams written legibly: hex digits, blanks between them, and text in quotes, as in {@code 0001 'foo' 00 'octet'
 * 00}.
 */
final class Datagrams {

    private static final Pattern PART = Pattern.compile("'([^']*)'|([0-9a-f]{2})|\\s+");

    private Datagrams() {}

    static ByteBuffer datagram(String notation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher part = PART.matcher(notation);
        int end = 0;
        while (part.find() && part.start() == end) {
            end = part.end();
            if (part.group(1) != null) {
                bytes.writeBytes(part.group(1).getBytes(StandardCharsets.UTF_8));
            } else if (part.group(2) != null) {
                bytes.writeBytes(HexFormat.of().parseHex(part.group(2)));
            }
        }
        if (end != notation.length()) {
            throw new IllegalArgumentException(notation);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
