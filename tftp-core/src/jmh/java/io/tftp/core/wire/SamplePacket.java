package io.tftp.core.wire;

import io.tftp.core.jmh.CoreBenchmark;
import java.nio.ByteBuffer;

/** A packet of each kind, as a netboot client and its server exchange them. */
public enum SamplePacket {
    RRQ,
    OACK,
    DATA,
    ACK,
    ERROR;

    Packet create() {
        return switch (this) {
            case RRQ -> new ReadRequest("boot/amd64/vmlinuz", TransferMode.OCTET, options("0"));
            case OACK -> new OptionAck(options("1474560"));
            case DATA -> new Data(1, ByteBuffer.allocate(CoreBenchmark.BLOCK_BYTES));
            case ACK -> new Ack(1);
            case ERROR -> ErrorPacket.of(ErrorCode.FILE_NOT_FOUND, "file not found");
        };
    }

    private static Options options(String size) {
        return Options.of("tsize", size, "blksize", "1428", "windowsize", "16", "timeout", "1");
    }
}
