package io.tftp.comparison;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is wanted of our server in one case.
 *
 * @param who which of our ways to run it
 * @param figure of what
 * @param peers which server's figure is the measure; empty for a plain number
 * @param measure how to say that
 * @param bound the ratio, or the number
 */
record Target(
        Contender who,
        Figure figure,
        Optional<Function<CaseResult, Optional<Contender>>> peers,
        String measure,
        Bound bound) {

    /**
     * What came of it.
     *
     * @param wanted in words
     * @param measured the number; "–" if there is none
     * @param met whether it is as wanted
     */
    record Verdict(String wanted, String measured, boolean met) {

        String word() {
            return met ? "met" : "**not met**";
        }
    }

    /** A multiple of a peer's figure. */
    static Target ratio(Figure figure, Contender peer, Bound bound) {
        return new Target(Contender.TFTPD, figure, Optional.of(result -> Optional.of(peer)), peer.toString(), bound);
    }

    /** A multiple of the best peer's figure, of which more is better. */
    static Target ratioToBest(Figure figure, Bound bound) {
        return new Target(Contender.TFTPD, figure, Optional.of(result -> best(figure, result)), "the best peer", bound);
    }

    /** A number. */
    static Target value(Figure figure, Bound bound) {
        return new Target(Contender.TFTPD, figure, Optional.empty(), "", bound);
    }

    /** The same of another way to run it. */
    Target by(Contender other) {
        return new Target(other, figure, peers, measure, bound);
    }

    private static Optional<Contender> best(Figure figure, CaseResult result) {
        return result.samples().keySet().stream()
                .filter(contender -> !contender.ours())
                .filter(contender -> Double.isFinite(result.figure(contender, figure)))
                .max(Comparator.comparingDouble(contender -> result.figure(contender, figure)));
    }

    Verdict judge(CaseResult result) {
        if (peers.isEmpty()) {
            double value = result.figure(who, figure);
            return verdict(figure.text(bound.limit()), figure.text(value), value);
        }
        Optional<Contender> peer = peers.get().apply(result);
        double ratio = peer.map(other -> result.ratio(figure, who, other)).orElse(Double.NaN);
        String measured = Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f ×", ratio) : "–";
        return verdict(String.format(Locale.ROOT, "%.2f × %s", bound.limit(), measure), measured, ratio);
    }

    private Verdict verdict(String limit, String measured, double value) {
        String subject = who == Contender.TFTPD ? "" : who + ": ";
        return new Verdict(
                subject + figure + " " + bound.relation() + " " + limit,
                measured,
                Double.isFinite(value) && bound.met(value));
    }
}
