package io.tftp.comparison;

import static io.tftp.comparison.Contender.ATFTPD;
import static io.tftp.comparison.Contender.DNSMASQ;
import static io.tftp.comparison.Contender.HPA;
import static io.tftp.comparison.Contender.TFTPD;
import static io.tftp.comparison.Contender.TFTPD_JUST_STARTED;

import java.util.List;

/** One client, a packet each way in turn: what a block costs. Static. */
final class LockStep {

    private static final int DEFAULT_BLOCK = 512;
    private static final int TWO_PAGES = 8192;
    private static final int LARGEST_BLOCK = 65_464;

    private LockStep() {}

    static Scenario scenario(Effort effort) {
        return new Scenario(
                "lock-step",
                "Lock-step, one client",
                """
                One client gets a file of %s, one block after the other. Server and clients share one processor core: with
                two, the time that one takes to wake the other would be most of what is measured. *Just started* is the first
                transfer of a new process. dnsmasq's largest block is 2263 bytes, so it is left out where more is asked.""".formatted(effort.small() ? "16 MiB (64 from blksize 8192 on)" : "64 MiB"),
                List.of(
                        Figure.RATE,
                        Figure.PROCESSOR_PER_GIGABYTE,
                        Figure.TRANSFER_MEDIAN,
                        Figure.GENERATOR_SHARE,
                        Figure.FAILURES),
                List.of(
                        small(DEFAULT_BLOCK, 1, effort),
                        small(Sizes.ETHERNET_BLOCK, 2, effort),
                        large(TWO_PAGES, effort.choose(8, 4), effort),
                        large(LARGEST_BLOCK, effort.choose(24, 12), effort)),
                new Interleaved());
    }

    private static Case small(int block, int transfers, Effort effort) {
        return Case.of(title(block), load(block, transfers, effort), TFTPD, TFTPD_JUST_STARTED, HPA, DNSMASQ, ATFTPD)
                .onOneCore()
                .wanting(
                        Target.ratio(Figure.RATE, HPA, Bound.atLeast(1.05)),
                        Target.ratio(Figure.PROCESSOR_PER_GIGABYTE, HPA, Bound.atMost(0.95)));
    }

    private static Case large(int block, int transfers, Effort effort) {
        return Case.of(title(block), load(block, transfers, effort), TFTPD, TFTPD_JUST_STARTED, HPA, ATFTPD)
                .onOneCore()
                .wanting(Target.ratioToBest(Figure.RATE, Bound.atLeast(0.95)));
    }

    private static int fileBytes(int block, Effort effort) {
        return (block < TWO_PAGES ? effort.choose(64, 16) : 64) * Sizes.MIB;
    }

    private static String title(int block) {
        return "blksize " + block;
    }

    /** So many transfers that a run takes a second or so. */
    private static Load load(int block, int transfers, Effort effort) {
        return Load.get(fileBytes(block, effort)).blockSize(block).transfers(transfers);
    }
}
