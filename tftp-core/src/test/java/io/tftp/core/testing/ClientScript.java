package io.tftp.core.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a client in the field does, packet by packet, as a text with one step in a line.
 *
 * <pre>{@code
 * serve "a/file" 2500 bytes            a file to read; "serve text" for one of lines
 * uploads                              the server takes new files
 * > RRQ "a/file" octet tsize=0         the client says this to the port for requests
 * < OACK tsize=2500                    this, and nothing else, comes
 * > ACK 0                              the client says this to where the latest packet came from
 * > ACK 0 padded                       the same with 25 bytes of rubbish behind it
 * < DATA 1..4                          four whole blocks come, with the right content
 * < DATA 5:452                         452 bytes
 * < ERROR 1                            with any message
 * < DATA 5:452 again                   once or more often
 * blocks 6..900                        each DATA comes and is acknowledged, or goes and is
 * blocks 6..901 in windows of 8        each window is acknowledged as a whole
 * wait 400 ms, wait 5 s                time passes, and the server's timers may run out
 * pause 5 ms                           a little time passes, and none does
 * silence                              nothing comes
 * new port                             the client takes another port, and closes the one before
 * close port                           the client's port is closed
 * ends COMPLETED                       the next transfer to end at the server's ends so
 * stored "name" 1000 bytes             an upload is there; "not stored" for none
 * }</pre>
 *
 * <p>What stands behind {@code #} is for people. Blocks have their numbers on the wire.
 *
 * @param name the file's
 * @param lines its lines, comments and all
 */
public record ClientScript(String name, List<String> lines) {

    /** The clients of the field, and what is known of them. */
    public static final List<String> FIELD = List.of(
            "cisco-ios",
            "curl-empty-file",
            "curl-upload-of-unknown-size",
            "edk2-probe",
            "edk2-window",
            "grub-never-repeats-an-ack",
            "ipxe",
            "ipxe-empty-file",
            "lpxelinux-same-port",
            "old-client-16-bit",
            "options-out-of-range",
            "powerconnect-padded-acks",
            "procurve-netascii-upload-with-stalls",
            "pxelinux-ack-bursts",
            "raspberry-pi-duplicate-requests",
            "raspberry-pi-early-terminate",
            "u-boot-timeout-5",
            "windows-boot-manager");

    /** What tftp-hpa's server does too: these can be played with it. */
    public static final List<String> TFTP_HPA =
            List.of("hpa-blksize2", "hpa-rollover-to-0", "hpa-rollover-to-1", "hpa-rollover-upload", "hpa-utimeout");

    /**
     * Copies the lines.
     *
     * @param name the file's
     * @param lines its lines
     */
    public ClientScript {
        lines = List.copyOf(lines);
    }

    /**
     * A script of the test resources.
     *
     * @param name its name, without folder and ending
     * @return the script
     */
    public static ClientScript of(String name) {
        try (InputStream text = ClientScript.class.getResourceAsStream("clients/" + name + ".txt")) {
            if (text == null) {
                throw new IllegalArgumentException("there is no script " + name);
            }
            return new ClientScript(
                    name,
                    new String(text.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line without what is for people. */
    static String step(String line) {
        return (line.startsWith("#") ? "" : line.replaceFirst("\\s+#.*", "")).strip();
    }

    @Override
    public String toString() {
        return name;
    }
}
