package io.tftp.core.wire;

import java.util.Objects;

/**
 * A write request (WRQ): the client asks to store a file.
 *
 * <p>RFC 1350 §5, figure 5-1, and RFC 2347 for the options:
 *
 * <pre>
 *  2 bytes     string   1 byte  string  1 byte  string  1 byte   string  1 byte
 * +--------+------------+-----+--------+-----+---------+-----+----------+-----+--&gt;
 * |    2   |  Filename  |  0  |  Mode  |  0  | option1 |  0  |  value1  |  0  |  more options
 * +--------+------------+-----+--------+-----+---------+-----+----------+-----+--&gt;
 * </pre>
 *
 * <p>Immutable, for any thread.
 *
 * @param filename the file's name, at least one character and no NUL
 * @param mode how its bytes are translated
 * @param options the options asked for, in order
 */
public record WriteRequest(String filename, TransferMode mode, Options options) implements Request {

    /**
     * Checks the name.
     *
     * @param filename the name
     * @param mode the mode
     * @param options the options
     * @throws IllegalArgumentException if the name is empty, has a NUL in it or can't be written as UTF-8
     */
    public WriteRequest {
        Objects.requireNonNull(filename, "filename");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(options, "options");
        WireText.requireText("filename", filename);
        if (filename.isEmpty()) {
            throw new IllegalArgumentException("filename is empty");
        }
    }

    @Override
    public Opcode opcode() {
        return Opcode.WRITE_REQUEST;
    }
}
