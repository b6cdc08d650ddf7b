package io.tftp.comparison;

import static io.tftp.comparison.Contender.ATFTPD;
import static io.tftp.comparison.Contender.TFTPD;
import static io.tftp.comparison.Contender.TFTPD_WITHOUT_OFFLOAD;

import io.tftp.client.bench.Line;
import java.util.ArrayList;
import java.util.List;

/** One client and windows of several blocks (RFC 7440). Static. */
final class Windows {

    private Windows() {}

    static Scenario scenario(Effort effort) {
        List<Case> cases = new ArrayList<>();
        cases.add(ordinary(8, 4, 1.4, 0.5, effort));
        if (!effort.small()) {
            cases.add(ordinary(16, 6, 1.9, 0.38, effort));
        }
        cases.add(ordinary(64, 8, 3.2, 0.26, effort));
        cases.add(of("windowsize 64, coalescing client", load(64, 16, effort), 5, 0.15));
        return new Scenario(
                "windows",
                "Windows, one client",
                """
                One client gets a file of %d MiB in blocks of 1428 bytes, several of which are on their way at once. Of the others
                only atftpd knows windows. The client takes packets one by one, as most do, or lets the kernel hand several
                over at once (*coalescing*). With *offload off* tftpd sends packets one by one, too (`-Dtftp.offload=off`).""".formatted(effort.choose(64, 32)),
                List.of(
                        Figure.RATE,
                        Figure.PROCESSOR_PER_GIGABYTE,
                        Figure.TRANSFER_MEDIAN,
                        Figure.GENERATOR_SHARE,
                        Figure.FAILURES),
                cases,
                new Interleaved());
    }

    private static Case ordinary(int blocks, int transfers, double rate, double processor, Effort effort) {
        Load load = load(blocks, transfers, effort).over(Line.PLAIN.uncoalesced());
        return of("windowsize " + blocks, load, rate, processor)
                .wanting(Target.ratio(Figure.RATE, ATFTPD, Bound.atLeast(0.95)).by(TFTPD_WITHOUT_OFFLOAD));
    }

    private static Case of(String title, Load load, double rate, double processor) {
        return Case.of(title, load, TFTPD, TFTPD_WITHOUT_OFFLOAD, ATFTPD)
                .wanting(
                        Target.ratio(Figure.RATE, ATFTPD, Bound.atLeast(rate)),
                        Target.ratio(Figure.PROCESSOR_PER_GIGABYTE, ATFTPD, Bound.atMost(processor)));
    }

    /** So many transfers that a run takes a second or so. */
    private static Load load(int blocks, int transfers, Effort effort) {
        return Load.get(effort.choose(64, 32) * Sizes.MIB)
                .blockSize(Sizes.ETHERNET_BLOCK)
                .window(blocks)
                .transfers(effort.choose(transfers, transfers / 2));
    }
}
