package io.tftp.client;

import io.tftp.core.transfer.RetryPolicy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * In which order a server's addresses are asked, and for how long each.
 *
 * <p>One after the other, never two at a time: behind two addresses may be one server, and a put would begin twice there. Each
 * gets the wait of a first request, then each twice that, and so on, until the patience that one silent address would get is used up.
 * An address that can't be reached, or where nobody listens, costs no patience and isn't asked again. The last one that is left gets all
 * the rest.
 *
 * <pre>
 *   A 1 s, B 1 s, A 2 s, B 2 s, A 4 s, B 4 s, A 5 s, B 3 s: 22 s
 * </pre>
 *
 * <p>It reads no clock: its caller says how each turn ended. Not thread-safe.
 */
final class AddressTurns {

    private static final double NANOS_PER_SECOND = 1e9;

    private final RetryPolicy policy;
    private final List<Candidate> all = new ArrayList<>();
    private final Deque<Candidate> left = new ArrayDeque<>();
    private Duration patience;
    private boolean silence;

    /**
     * One address's turn.
     *
     * @param server who is asked
     * @param limit for how long at most, if others are to be asked after it; else for as long as the policy says
     */
    record Turn(InetSocketAddress server, Optional<Duration> limit) {}

    /** What is known of one address. */
    private static final class Candidate {

        private final InetSocketAddress server;
        private Duration wait;
        private Duration asked = Duration.ZERO;
        private Optional<String> obstacle = Optional.empty();

        Candidate(InetSocketAddress server, Duration wait) {
            this.server = server;
            this.wait = wait;
        }

        @Override
        public String toString() {
            String what = obstacle.orElseGet(
                    () -> String.format(Locale.ROOT, "no answer for %.1f s", asked.toNanos() / NANOS_PER_SECOND));
            return HostPort.describe(server) + " (" + what + ")";
        }
    }

    /** Begins with the first of the addresses, of which there is at least one. */
    AddressTurns(Collection<InetSocketAddress> servers, RetryPolicy policy) {
        this.policy = policy;
        this.patience = policy.patience();
        servers.forEach(server -> all.add(new Candidate(server, policy.timeout())));
        left.addAll(all);
    }

    /** Whose turn it is, or empty if there is nobody left to ask, or no more patience. */
    Optional<Turn> next() {
        if (left.isEmpty() || isOver(left.element())) {
            return Optional.empty();
        }
        Candidate next = left.element();
        boolean alone = left.size() == 1 && patience.equals(policy.patience());
        return Optional.of(new Turn(next.server, alone ? Optional.empty() : Optional.of(limit(next))));
    }

    /** Each address is asked once, however little patience there is. */
    private boolean isOver(Candidate next) {
        return !next.asked.isZero() && patience.isZero();
    }

    private Duration limit(Candidate next) {
        if (left.size() == 1) {
            return longer(patience, policy.timeout());
        }
        return next.asked.isZero() ? next.wait : shorter(next.wait, patience);
    }

    /** The turn ended in silence, after its limit. */
    void silent() {
        silent(limit(left.element()));
    }

    private void silent(Duration asked) {
        Candidate candidate = left.remove();
        silence = true;
        candidate.asked = candidate.asked.plus(asked);
        Duration longest = longer(policy.maxTimeout(), policy.timeout());
        candidate.wait = shorter(candidate.wait.multipliedBy(2), longest);
        left.add(candidate);
        patience = longer(patience.minus(asked), Duration.ZERO);
    }

    /** The turn ended before its limit, in a silence that took all of the policy's patience. */
    void exhausted(Duration asked) {
        silent(asked);
        patience = Duration.ZERO;
    }

    /** The turn ended at once, for there is no way to the address, or nobody listens there. */
    void drop(String obstacle) {
        left.remove().obstacle = Optional.of(obstacle);
    }

    /** The address whose turn it is has answered: no other is asked any more, and it gets the patience of one that is asked afresh. */
    void settle() {
        Candidate answering = left.remove();
        left.clear();
        left.add(answering);
        patience = policy.patience();
    }

    /** Whether more than one address was there to be asked. */
    boolean several() {
        return all.size() > 1;
    }

    /** Whether any of them could be asked, and was silent. */
    boolean anySilent() {
        return silence;
    }

    /** What became of each address. */
    String describe() {
        return all.stream().map(Candidate::toString).collect(Collectors.joining(", "));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
