package io.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DependencyCyclesTest {

    @Test
    void aRingIsOneGroup() {
        assertThat(DependencyCycles.of(Map.of(
                        "a", Set.of("b"), "b", Set.of("c"), "c", Set.of("d"), "d", Set.of("e"), "e", Set.of("a"))))
                .containsExactly(Set.of("a", "b", "c", "d", "e"));
    }

    @Test
    void ringsThatMeetAreOneGroup() {
        assertThat(DependencyCycles.of(
                        Map.of("a", Set.of("b", "c"), "b", Set.of("a"), "c", Set.of("d"), "d", Set.of("a"))))
                .containsExactly(Set.of("a", "b", "c", "d"));
    }

    @Test
    void ringsOfWhichOneDependsOnTheOtherAreTwo() {
        assertThat(DependencyCycles.of(
                        Map.of("a", Set.of("b"), "b", Set.of("a", "c"), "c", Set.of("d"), "d", Set.of("c"))))
                .containsExactlyInAnyOrder(Set.of("a", "b"), Set.of("c", "d"));
    }

    @Test
    void whatOnlyPointsDownIsNone() {
        assertThat(DependencyCycles.of(Map.of("a", Set.of("b", "c", "a"), "b", Set.of("c"))))
                .isEmpty();
    }
}
