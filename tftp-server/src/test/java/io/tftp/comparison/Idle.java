package io.tftp.comparison;

import static io.tftp.comparison.Contender.ATFTPD;
import static io.tftp.comparison.Contender.DNSMASQ;
import static io.tftp.comparison.Contender.HPA;
import static io.tftp.comparison.Contender.TFTPD;

import java.util.List;
import java.util.Locale;

/** What a server uses that has nothing to do. Static. */
final class Idle {

    private Idle() {}

    static Scenario scenario(Effort effort) {
        Load load = Load.get(Sizes.MIB).blockSize(Sizes.ETHERNET_BLOCK).clients(effort.choose(1_000, 100));
        return new Scenario(
                "idle",
                "Idle after load",
                String.format(
                        Locale.ROOT,
                        "After a storm of %,d clients nothing is asked for %d seconds, of all servers at once; one round.",
                        load.clients(),
                        effort.choose(20, 6)),
                List.of(Figure.PROCESSOR_SHARE, Figure.RESIDENT),
                List.of(Case.of("after the storm", load, TFTPD, HPA, DNSMASQ, ATFTPD)
                        .wanting(Target.value(Figure.PROCESSOR_SHARE, Bound.below(0.1)))),
                new IdleAfterLoad());
    }
}
