package io.tftp.core.wire;

/**
 * What opens a transfer: a read request (RRQ) or a write request (WRQ).
 *
 * <p>RFC 1350 §5, and RFC 2347 for the options:
 *
 * <pre>
 *  2 bytes     string   1 byte  string  1 byte  string  1 byte   string  1 byte
 * +--------+------------+-----+--------+-----+---------+-----+----------+-----+--&gt;
 * | Opcode |  Filename  |  0  |  Mode  |  0  | option1 |  0  |  value1  |  0  |  more options
 * +--------+------------+-----+--------+-----+---------+-----+----------+-----+--&gt;
 * </pre>
 */
public sealed interface Request extends Packet permits ReadRequest, WriteRequest {

    /**
     * The name of the file as the peer wrote it, not yet cleaned or checked against any directory.
     *
     * @return a name that isn't empty and has no NUL
     */
    String filename();

    /**
     * How the file's bytes are to be translated.
     *
     * @return the mode
     */
    TransferMode mode();

    /**
     * The options asked for, in the order asked.
     *
     * @return the options, empty for a plain RFC 1350 request
     */
    Options options();
}
