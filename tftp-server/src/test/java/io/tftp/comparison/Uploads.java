package io.tftp.comparison;

import static io.tftp.comparison.Contender.ATFTPD;
import static io.tftp.comparison.Contender.HPA;
import static io.tftp.comparison.Contender.TFTPD;

import java.util.List;

/** One client that puts files. Static. */
final class Uploads {

    private Uploads() {}

    static Scenario scenario(Effort effort) {
        Load load = Load.put(effort.choose(64, 16) * Sizes.MIB).blockSize(Sizes.ETHERNET_BLOCK);
        return new Scenario(
                "uploads",
                "Uploads, one client",
                """
                One client puts a file of %d MiB in blocks of 1428 bytes. tftpd flushes it to the disk before it acknowledges the
                last block; the others don't. In lock-step server and clients share one processor core. What is on the disk is
                compared with what was sent. dnsmasq takes no uploads, and tftpd-hpa knows no windows.""".formatted(effort.choose(64, 16)),
                List.of(
                        Figure.RATE,
                        Figure.PROCESSOR_PER_GIGABYTE,
                        Figure.TRANSFER_MEDIAN,
                        Figure.GENERATOR_SHARE,
                        Figure.FAILURES),
                List.of(
                        Case.of("lock-step", load.transfers(2), TFTPD, HPA, ATFTPD)
                                .onOneCore()
                                .wanting(Target.ratio(Figure.RATE, HPA, Bound.atLeast(1))),
                        Case.of("windowsize 16", load.window(16).transfers(4), TFTPD, ATFTPD)
                                .wanting(Target.ratio(Figure.RATE, ATFTPD, Bound.atLeast(1.5)))),
                new Interleaved());
    }
}
