package io.tftp.comparison;

import static io.tftp.comparison.Contender.ATFTPD;
import static io.tftp.comparison.Contender.DNSMASQ;
import static io.tftp.comparison.Contender.HPA;
import static io.tftp.comparison.Contender.TFTPD;

import java.util.List;
import java.util.Locale;

/** Many requests for little: what a transfer costs. Static. */
final class SmallFiles {

    private static final int TRANSFERS = 20_000;
    private static final int CLIENTS = 64;

    private SmallFiles() {}

    static Scenario scenario(Effort effort) {
        Load load = Load.get(Sizes.KIB).clients(CLIENTS).transfers(effort.choose(TRANSFERS, TRANSFERS / 4));
        int few = effort.choose(2, 1); // of a server that takes ten seconds
        return new Scenario(
                "small-files",
                "Small files",
                String.format(
                        Locale.ROOT,
                        "%,d reads of a file of 1 KiB, %d at a time, by plain RFC 1350: blocks of 512 bytes and no options. Rounds of tftpd-hpa: %d.",
                        load.transfers(),
                        CLIENTS,
                        few),
                List.of(
                        Figure.REQUESTS,
                        Figure.PROCESSOR_PER_REQUEST,
                        Figure.TRANSFER_MEDIAN,
                        Figure.TRANSFER_P99,
                        Figure.DROPS,
                        Figure.FAILURES,
                        Figure.GENERATOR_SHARE),
                List.of(Case.of("1 KiB", load, TFTPD, HPA, DNSMASQ, ATFTPD)
                        .warmedUpBy(load.transfers(TRANSFERS / 4))
                        .atMost(few, HPA)
                        .wanting(
                                Target.ratio(Figure.REQUESTS, HPA, Bound.atLeast(10)),
                                Target.ratio(Figure.REQUESTS, DNSMASQ, Bound.atLeast(1)),
                                Target.ratio(Figure.PROCESSOR_PER_REQUEST, DNSMASQ, Bound.atMost(1.15)),
                                Target.value(Figure.TRANSFER_P99, Bound.below(10)))),
                new Interleaved());
    }
}
