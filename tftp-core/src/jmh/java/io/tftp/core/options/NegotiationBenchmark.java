package io.tftp.core.options;

import io.tftp.core.jmh.CoreBenchmark;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.ProtocolException;
import java.util.OptionalLong;
import org.openjdk.jmh.annotations.Benchmark;

/** Both sides of the bargain over four options. */
public class NegotiationBenchmark extends CoreBenchmark {

    private final OptionalLong size = OptionalLong.of(1_474_560);
    private final Options asked = Proposal.NONE
            .withTransferSize(true)
            .withBlockSizeBytes(BLOCK_BYTES)
            .withWindowSize(16)
            .withTimeoutSeconds(1)
            .toReadOptions();
    private final Options granted =
            Negotiation.answer(asked, Limits.DEFAULTS, size).granted();

    @Benchmark
    public Negotiation.Answer answer() {
        return Negotiation.answer(asked, Limits.DEFAULTS, size);
    }

    @Benchmark
    public TransferParameters accept() throws ProtocolException {
        return Negotiation.accept(asked, granted);
    }
}
