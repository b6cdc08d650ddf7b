package io.tftp.comparison;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** All of them. Static. */
final class Scenarios {

    private Scenarios() {}

    static List<Scenario> all(Effort effort) {
        return List.of(
                LockStep.scenario(effort),
                Storms.scenario(effort),
                Windows.scenario(effort),
                SmallFiles.scenario(effort),
                Uploads.scenario(effort),
                Losses.scenario(effort),
                Idle.scenario(effort));
    }

    /**
     * Those of the names; all if there are none.
     *
     * @throws IllegalArgumentException if a name is nobody's
     */
    static List<Scenario> named(Collection<String> names, Effort effort) {
        List<Scenario> all = all(effort);
        List<String> known = all.stream().map(Scenario::name).toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "there is no scenario '" + name + "', but " + known.stream().collect(Collectors.joining(", ")));
        });
        return all.stream()
                .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
                .toList();
    }
}
