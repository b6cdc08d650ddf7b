package io.tftp.core.transfer;

import io.tftp.core.jmh.CoreBenchmark;
import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.options.Proposal;
import java.util.OptionalLong;
import org.openjdk.jmh.annotations.Param;

/** What the benchmarks of the machines have in common: a transfer without losses and without an end. */
public abstract class MachineBenchmark extends CoreBenchmark {

    /** The blocks of one invocation: whole windows, whatever their size. */
    static final int BLOCKS = 64;

    /** Lock-step, and two windows. */
    @Param({"1", "16", "64"})
    public int windowSize;

    /** Nobody's request is needed: both machines open as a server's that was asked for these options. */
    final Opening opening() {
        Proposal asked = Proposal.NONE.withBlockSizeBytes(BLOCK_BYTES).withWindowSize(windowSize);
        Negotiation.Answer answer = Negotiation.answer(asked.toReadOptions(), Limits.DEFAULTS, OptionalLong.empty());
        return Opening.optionAck(answer.granted(), answer.parameters());
    }

    /** A machine that was resending, or heard what it didn't want to, was not driven as it should be. */
    static void requireNoLosses(Transfer machine) {
        TransferStats stats = machine.stats();
        if (stats.resends() != 0 || stats.strays() != 0 || machine.decided()) {
            throw new IllegalStateException("not what was to be measured: " + stats + ", " + machine.outcome());
        }
    }
}
