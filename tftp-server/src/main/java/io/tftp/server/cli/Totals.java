package io.tftp.server.cli;

import io.tftp.core.transfer.Outcome;
import io.tftp.core.wire.WriteRequest;
import io.tftp.server.TransferRecord;
import java.util.concurrent.atomic.LongAdder;

/** What the daemon has done since its start. Thread-safe. */
final class Totals {

    private final LongAdder sent = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder receivedBytes = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void ended(TransferRecord transfer) {
        boolean upload = transfer.request() instanceof WriteRequest;
        (upload ? receivedBytes : sentBytes).add(transfer.stats().bytes());
        if (transfer.outcome().succeeded()) {
            (upload ? received : sent).increment();
        } else if (transfer.outcome().kind() != Outcome.Kind.PROBED) {
            failed.increment();
        }
    }

    void refused() {
        refused.increment();
    }

    /** How many requests came to their end. */
    long requests() {
        return sent.sum() + received.sum() + failed.sum() + refused.sum();
    }

    @Override
    public String toString() {
        return "sent " + LogText.count(sent.sum(), "file") + " (" + LogText.bytes(sentBytes.sum()) + "), received "
                + LogText.count(received.sum(), "file") + " (" + LogText.bytes(receivedBytes.sum()) + "), "
                + failed.sum() + " failed, " + refused.sum() + " refused";
    }
}
