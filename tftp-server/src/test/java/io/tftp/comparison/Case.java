package io.tftp.comparison;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One load on several servers.
 *
 * @param title what is special about it
 * @param load what is asked of each
 * @param warmUp what is asked of each before, uncounted
 * @param contenders which servers, in their order
 * @param rounds how often each is measured, where that isn't as often as possible
 * @param pinned whether server and clients share one processor core
 * @param limit after this a run is given up, and what isn't done counts as failed
 * @param targets what is wanted
 */
record Case(
        String title,
        Load load,
        Load warmUp,
        List<Contender> contenders,
        Map<Contender, Integer> rounds,
        boolean pinned,
        Duration limit,
        List<Target> targets) {

    private static final Duration USUAL_LIMIT = Duration.ofMinutes(1);

    static Case of(String title, Load load, Contender... contenders) {
        return new Case(title, load, load, List.of(contenders), Map.of(), false, USUAL_LIMIT, List.of());
    }

    Case warmedUpBy(Load other) {
        return new Case(title, load, other, contenders, rounds, pinned, limit, targets);
    }

    /** For a server that takes so long that a few rounds have to do. */
    Case atMost(int most, Contender contender) {
        Map<Contender, Integer> changed = new EnumMap<>(Contender.class);
        changed.putAll(rounds);
        changed.put(contender, most);
        return new Case(title, load, warmUp, contenders, changed, pinned, limit, targets);
    }

    Case onOneCore() {
        return new Case(title, load, warmUp, contenders, rounds, true, limit, targets);
    }

    Case within(Duration changed) {
        return new Case(title, load, warmUp, contenders, rounds, pinned, changed, targets);
    }

    Case wanting(Target... more) {
        List<Target> all = Stream.concat(targets.stream(), Stream.of(more)).toList();
        return new Case(title, load, warmUp, contenders, rounds, pinned, limit, all);
    }

    /** How often a server is measured, if all are measured so often. */
    int roundsOf(Contender contender, int usual) {
        return Math.min(usual, rounds.getOrDefault(contender, usual));
    }
}
