package io.tftp.client;

import io.tftp.core.wire.TransferMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads URIs of RFC 3617. {@code java.net.URI} is no help: it knows nothing of modes, and refuses names that people write.
 *
 * <pre>
 *   tftpURI = "tftp://" host "/" file [ mode ]
 *   mode    = ";" "mode=" ( "netascii" / "octet" )
 * </pre>
 */
final class RemoteFileParser {

    private static final String SCHEME = "tftp://";
    private static final String MODE = ";mode=";
    private static final int HEX = 16;

    private RemoteFileParser() {}

    static boolean isUri(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    static RemoteFile parse(String uri) {
        if (!isUri(uri)) {
            throw wrong(uri, "it does not begin with tftp://");
        }
        int slash = uri.indexOf('/', SCHEME.length());
        if (slash < 0) {
            throw wrong(uri, "the file name is missing: tftp://host/name");
        }
        try {
            HostPort server = HostPort.parse(unscope(uri.substring(SCHEME.length(), slash)));
            String path = uri.substring(slash + 1);
            Optional<TransferMode> mode = mode(path);
            String name = decode(mode.isPresent() ? path.substring(0, modeStart(path)) : path);
            return new RemoteFile(server.host(), server.port().orElse(RemoteFile.DEFAULT_PORT), name, mode);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    wrong(uri, String.valueOf(e.getMessage())).getMessage(), e);
        }
    }

    /** RFC 6874: in a URI the percent sign before an IPv6 scope is written %25. */
    private static String unscope(String authority) {
        return authority.startsWith("[") ? authority.replace("%25", "%") : authority;
    }

    private static int modeStart(String path) {
        int start = path.length() - MODE.length();
        while (start >= 0 && !path.regionMatches(true, start, MODE, 0, MODE.length())) {
            start--;
        }
        return start;
    }

    private static Optional<TransferMode> mode(String path) {
        int start = modeStart(path);
        if (start < 0) {
            return Optional.empty();
        }
        String name = path.substring(start + MODE.length());
        Optional<TransferMode> mode = TransferMode.of(name);
        if (mode.isEmpty()) {
            throw new IllegalArgumentException("mode '" + name + "' is neither octet nor netascii");
        }
        return mode;
    }

    private static String decode(String path) {
        ByteBuffer bytes = ByteBuffer.allocate(path.length() * 4);
        for (int i = 0; i < path.length(); ) {
            int c = path.codePointAt(i);
            if (c == '%') {
                bytes.put((byte) escaped(path, i));
                i += 3;
            } else if (c == '?' || c == '#') {
                String escape = c == '?' ? "%3F" : "%23";
                throw new IllegalArgumentException(
                        "'" + (char) c + "' is not allowed in a TFTP URI; in a file name, write " + escape);
            } else {
                bytes.put(StandardCharsets.UTF_8.encode(Character.toString(c)));
                i += Character.charCount(c);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("its percent escapes are not UTF-8", e);
        }
    }

    private static int escaped(String path, int percent) {
        if (percent + 2 < path.length()) {
            int high = Character.digit(path.charAt(percent + 1), HEX);
            int low = Character.digit(path.charAt(percent + 2), HEX);
            if (high >= 0 && low >= 0) {
                return high * HEX + low;
            }
        }
        throw new IllegalArgumentException(
                "'%' must be followed by two hex digits; for a '%' in a file name, write %25");
    }

    private static IllegalArgumentException wrong(String uri, String why) {
        return new IllegalArgumentException("'" + ForeignText.clean(uri) + "': " + why);
    }
}
