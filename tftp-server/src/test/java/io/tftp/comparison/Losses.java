package io.tftp.comparison;

import static io.tftp.comparison.Contender.ATFTPD;
import static io.tftp.comparison.Contender.HPA;
import static io.tftp.comparison.Contender.TFTPD;

import io.tftp.client.bench.Line;
import io.tftp.core.transfer.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A network that loses packets, or doubles them. Static. */
final class Losses {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** As most clients have it: a second, however quick the network is. */
    private static final RetryPolicy ORDINARY = new RetryPolicy(SECOND, SECOND, SECOND, 10);

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Losses() {}

    static Scenario scenario(Effort effort) {
        List<Case> cases = new ArrayList<>();
        cases.addAll(losing(1, effort.choose(4 * Sizes.MIB, 512 * Sizes.KIB)));
        cases.addAll(losing(5, effort.choose(Sizes.MIB, 128 * Sizes.KIB)));
        cases.add(of(
                        "duplicates 5 %, lock-step",
                        load(Sizes.MIB).over(Line.PLAIN.duplicating(0.05)), TFTPD, HPA, ATFTPD)
                .wanting(Target.value(Figure.DATA_PER_BLOCK, Bound.atMost(1.1))));
        return new Scenario(
                "losses",
                "Losses and duplicates",
                """
                One client gets a file in blocks of 1428 bytes over a line that loses (or doubles) packets of both directions: 4 MiB
                at 1 %, and 1 MiB at 5 %, where the others take minutes (with `--short` 512 and 128 KiB). The client
                is an ordinary one, which waits a second before it sends again: what is faster is the server's doing. All of these
                transfers run at the same time, and so do the rounds, since they wait nearly all of the time; each round loses other
                packets, the same ones for each server. *DATA per block* counts the packets that the server sent.""",
                List.of(Figure.SECONDS, Figure.DATA_PER_BLOCK, Figure.FAILURES),
                cases,
                new Together());
    }

    private static List<Case> losing(int percent, int fileBytes) {
        String loss = "loss " + percent + " %, ";
        Load load = load(fileBytes).over(Line.PLAIN.losing(percent / 100.0));
        return List.of(
                of(loss + "lock-step", load, TFTPD, HPA, ATFTPD)
                        .wanting(Target.ratio(Figure.SECONDS, HPA, Bound.atMost(0.15))),
                of(loss + "windowsize 16", load.window(16), TFTPD, ATFTPD)
                        .wanting(Target.ratio(Figure.SECONDS, ATFTPD, Bound.atMost(0.25))),
                of(loss + "lock-step, timeout 1 asked", load.timeout(1), TFTPD)
                        .wanting(Target.value(Figure.FAILURES, Bound.atMost(0))),
                of(loss + "windowsize 16, timeout 1 asked", load.window(16).timeout(1), TFTPD)
                        .wanting(Target.value(Figure.FAILURES, Bound.atMost(0))));
    }

    private static Load load(int fileBytes) {
        return Load.get(fileBytes).blockSize(Sizes.ETHERNET_BLOCK).patience(ORDINARY);
    }

    private static Case of(String title, Load load, Contender... contenders) {
        return Case.of(title, load, contenders).warmedUpBy(load(Sizes.MIB)).within(LIMIT);
    }
}
