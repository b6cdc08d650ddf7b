package io.tftp.core.transfer;

import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.testing.Pace;
import io.tftp.core.testing.ScriptedPeer;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Machines of every opening, each with a scripted peer, started. Options are written as {@code "blksize=8 windowsize=4"}. */
final class Machines {

    static final RetryPolicy POLICY = RetryPolicy.DEFAULT;

    private static final Limits LIMITS = Limits.DEFAULTS.withMaxWindowSize(TransferParameters.MAX_WINDOW_SIZE);

    private Machines() {}

    /** A server that answers a read without options. */
    static ScriptedPeer plainRead(long sizeBytes) {
        return sender(Opening.none(), 512, sizeBytes, Pace.INSTANT);
    }

    /** A server that answers a read with options. */
    static ScriptedPeer grantedRead(String options, long sizeBytes) {
        return grantedRead(options, sizeBytes, Pace.INSTANT);
    }

    static ScriptedPeer grantedRead(String options, long sizeBytes, Pace pace) {
        Negotiation.Answer answer = Negotiation.answer(options(options), LIMITS, OptionalLong.of(sizeBytes));
        return sender(granted(answer), blockSize(options), sizeBytes, pace);
    }

    /** A client that writes. */
    static ScriptedPeer write(String options, int agreedBlockSize, long sizeBytes) {
        return write(options, agreedBlockSize, sizeBytes, Pace.INSTANT);
    }

    static ScriptedPeer write(String options, int agreedBlockSize, long sizeBytes, Pace pace) {
        WriteRequest request = new WriteRequest("f", TransferMode.OCTET, options(options));
        return sender(Opening.request(request), agreedBlockSize, sizeBytes, pace);
    }

    /** A server that answers a write without options. */
    static ScriptedPeer plainWrite() {
        return receiver(Opening.ackZero(), 512, Pace.INSTANT, false);
    }

    /** A server that answers a write with options. */
    static ScriptedPeer grantedWrite(String options) {
        return grantedWrite(options, Pace.INSTANT);
    }

    static ScriptedPeer grantedWrite(String options, Pace pace) {
        Negotiation.Answer answer = Negotiation.answerWrite(options(options), LIMITS);
        return receiver(granted(answer), blockSize(options), pace, false);
    }

    /** A client that reads. */
    static ScriptedPeer read(String options, int agreedBlockSize) {
        ReadRequest request = new ReadRequest("f", TransferMode.OCTET, options(options));
        return receiver(Opening.request(request), agreedBlockSize, Pace.INSTANT, true);
    }

    static Options options(String text) {
        Options options = Options.none();
        for (String word : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            int equals = word.indexOf('=');
            options = options.with(word.substring(0, equals), word.substring(equals + 1));
        }
        return options;
    }

    private static int blockSize(String options) {
        return options(options).value("blksize").map(Integer::parseInt).orElse(512);
    }

    private static Opening granted(Negotiation.Answer answer) {
        return Opening.optionAck(answer.granted(), answer.parameters());
    }

    private static ScriptedPeer sender(Opening opening, int blockSize, long sizeBytes, Pace pace) {
        SendTransfer machine = new SendTransfer(opening, POLICY, ByteBuffer::allocate);
        return ScriptedPeer.of(machine, blockSize, sizeBytes, pace).start();
    }

    private static ScriptedPeer receiver(Opening opening, int blockSize, Pace pace, boolean checksSize) {
        ReceiveTransfer machine = new ReceiveTransfer(opening, POLICY, checksSize, ByteBuffer::allocate);
        return ScriptedPeer.of(machine, blockSize, pace).start();
    }
}
