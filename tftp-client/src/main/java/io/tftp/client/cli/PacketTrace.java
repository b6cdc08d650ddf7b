package io.tftp.client.cli;

import io.tftp.client.ForeignText;
import io.tftp.client.HostPort;
import io.tftp.client.TransferObserver;
import io.tftp.core.loop.Clock;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints a line for each packet: the seconds since the start, {@code >} sent or {@code <} received, and what it is. Where the server's
 * name has several addresses, lines with {@code *} say which of them is asked, and which one answered.
 */
final class PacketTrace implements TransferObserver {

    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private final Clock clock;
    private final long startNanos;
    private boolean several; // the client's thread's

    PacketTrace(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.startNanos = clock.nanoTime();
    }

    @Override
    public void asking(InetSocketAddress server, Optional<String> before) {
        several = true;
        print('*', ProgressLine.asking(server, before));
    }

    @Override
    public void agreed(InetSocketAddress server, TransferParameters parameters) {
        if (several) {
            print('*', HostPort.describe(server) + " answered");
        }
    }

    @Override
    public boolean tracesPackets() {
        return true;
    }

    @Override
    public void packetSent(Packet packet) {
        print('>', describe(packet));
    }

    @Override
    public void packetReceived(Packet packet) {
        print('<', describe(packet));
    }

    private void print(char mark, String what) {
        double seconds = (clock.nanoTime() - startNanos) / NANOS_PER_SECOND;
        out.println(String.format(Locale.ROOT, "%.6f %c %s", seconds, mark, what));
    }

    /** The packet as a line, fit for a terminal whatever the server wrote in it. */
    static String describe(Packet packet) {
        if (packet instanceof Data data) {
            return "DATA " + data.block() + ", " + data.payload().remaining() + " bytes";
        }
        if (packet instanceof Ack ack) {
            return "ACK " + ack.block();
        }
        if (packet instanceof OptionAck answer) {
            return "OACK" + describe(answer.options());
        }
        if (packet instanceof ErrorPacket error) {
            return "ERROR " + error.code().value() + " \"" + ForeignText.clean(error.message()) + "\"";
        }
        if (packet instanceof Request request) {
            return (request instanceof ReadRequest ? "RRQ" : "WRQ") + " \"" + ForeignText.clean(request.filename())
                    + "\" " + request.mode().wireName() + describe(request.options());
        }
        return ForeignText.clean(packet.toString());
    }

    private static String describe(Options options) {
        return options.isEmpty() ? "" : " " + ForeignText.clean(options.toString());
    }
}
