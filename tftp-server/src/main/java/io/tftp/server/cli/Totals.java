package io.tftp.server.cli;

import io.tftp.core.transfer.Outcome;
import io.tftp.core.wire.WriteRequest;
import io.tftp.server.Limit;
import io.tftp.server.TransferRecord;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What the daemon has done since its start. Thread-safe. */
final class Totals {

    private final LongAdder sent = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder receivedBytes = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Map<Limit, LongAdder> limited = new EnumMap<>(Limit.class);

    Totals() {
        for (Limit each : Limit.values()) {
            limited.put(each, new LongAdder());
        }
    }

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

    void limited(Limit limit) {
        count(limit).increment();
    }

    private LongAdder count(Limit limit) {
        return Objects.requireNonNull(limited.get(limit));
    }

    /** How many requests came to their end. */
    long requests() {
        return sent.sum() + received.sum() + failed.sum() + refused.sum();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("sent " + LogText.count(sent.sum(), "file") + " ("
                + LogText.bytes(sentBytes.sum()) + "), received "
                + LogText.count(received.sum(), "file") + " (" + LogText.bytes(receivedBytes.sum()) + "), "
                + failed.sum() + " failed, " + refused.sum() + " refused");
        long denied = count(Limit.ACCESS).sum();
        text.append(denied == 0 ? "" : ", " + denied + " denied");
        String separator = "; over limits: ";
        for (Limit each : Limit.values()) {
            long times = count(each).sum();
            if (times > 0 && each != Limit.ACCESS) {
                text.append(separator).append(LimitLog.words(each)).append(' ').append(times);
                separator = ", ";
            }
        }
        return text.toString();
    }
}
