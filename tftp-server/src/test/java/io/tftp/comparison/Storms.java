package io.tftp.comparison;

import static io.tftp.comparison.Contender.ATFTPD;
import static io.tftp.comparison.Contender.DNSMASQ;
import static io.tftp.comparison.Contender.HPA;
import static io.tftp.comparison.Contender.TFTPD;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Many clients that all begin at once, as after a power cut. Static. */
final class Storms {

    static final String NAME = "storms";

    /** Enough for compilers and caches, and little enough for servers that have a process for each. */
    private static final int WARM_UP = 100;

    /** What takes long is done less often. */
    private static final int FEW = 3;

    private static final Duration LONG = Duration.ofMinutes(2);

    private Storms() {}

    static Scenario scenario(Effort effort) {
        List<Case> cases = new ArrayList<>(List.of(
                storm(1, effort.choose(100, 20), TFTPD, HPA, DNSMASQ, ATFTPD),
                storm(10, effort.choose(200, 50), TFTPD, HPA, DNSMASQ, ATFTPD),
                hundred(),
                thousand(effort)));
        if (!effort.small()) {
            cases.add(thousands(5_000));
            cases.add(thousands(10_000));
        }
        return new Scenario(
                NAME,
                "Many clients at once",
                """
                Each client gets a file of 1 MiB in blocks of 1428 bytes; all ask at the same time. *First DATA* is the time from
                a client's first request to its first block, *slowest / median* compares whole transfers. *Dropped requests* are
                datagrams for which the server's request socket had no room. A transfer fails after 22 seconds without an answer;
                a run is given up after two minutes. From 500 clients on atftpd aborts (its `select` takes no more than 1,024
                files), so it is left out there, and tftpd-hpa, which has a process for each client, from 5,000 on. It has
                %1$d rounds with 1,000 clients, and all have %1$d with 5,000 and more (one with 1,000 after `--short`).""".formatted(FEW),
                List.of(
                        Figure.RATE,
                        Figure.PROCESSOR_PER_GIGABYTE,
                        Figure.FIRST_DATA_MEDIAN,
                        Figure.FIRST_DATA_P99,
                        Figure.TRANSFER_MEDIAN,
                        Figure.SLOWEST_TO_MEDIAN,
                        Figure.PEAK_MEMORY,
                        Figure.DROPS,
                        Figure.FAILURES,
                        Figure.GENERATOR_SHARE),
                cases,
                new Interleaved());
    }

    private static Case hundred() {
        return storm(100, 100, TFTPD, HPA, DNSMASQ, ATFTPD)
                .wanting(
                        Target.ratio(Figure.RATE, DNSMASQ, Bound.atLeast(1.3)),
                        Target.ratio(Figure.PROCESSOR_PER_GIGABYTE, DNSMASQ, Bound.atMost(1.0)));
    }

    private static Case thousand(Effort effort) {
        Case all = effort.small()
                ? storm(1_000, 1_000, TFTPD, DNSMASQ).atMost(1, TFTPD).atMost(1, DNSMASQ)
                : storm(1_000, 1_000, TFTPD, HPA, DNSMASQ).atMost(FEW, HPA);
        return all.wanting(
                Target.ratio(Figure.RATE, DNSMASQ, Bound.atLeast(1.1)),
                Target.value(Figure.FAILURES, Bound.atMost(0)),
                Target.value(Figure.DROPS, Bound.atMost(0)),
                Target.value(Figure.FIRST_DATA_P99, Bound.below(500)),
                Target.value(Figure.PEAK_MEMORY, Bound.below(160)));
    }

    private static Case thousands(int clients) {
        return storm(clients, clients, TFTPD, DNSMASQ)
                .atMost(FEW, TFTPD)
                .atMost(FEW, DNSMASQ)
                .wanting(
                        Target.ratio(Figure.RATE, DNSMASQ, Bound.atLeast(0.95)),
                        Target.value(Figure.FAILURES, Bound.atMost(0)),
                        Target.value(Figure.SLOWEST_TO_MEDIAN, Bound.atMost(2)),
                        Target.value(Figure.PEAK_MEMORY, Bound.below(300)));
    }

    private static Case storm(int clients, int transfers, Contender... contenders) {
        Load one = Load.get(Sizes.MIB).blockSize(Sizes.ETHERNET_BLOCK);
        return Case.of(
                        String.format(Locale.ROOT, "%,d client%s", clients, clients == 1 ? "" : "s"),
                        one.clients(clients).transfers(transfers),
                        contenders)
                .warmedUpBy(one.clients(WARM_UP))
                .within(LONG);
    }
}
