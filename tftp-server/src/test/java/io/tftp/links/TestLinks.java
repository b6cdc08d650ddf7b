package io.tftp.links;

import java.time.Duration;
import java.util.List;

/** Links for tests that run none: a million bits a second, nothing lost or reordered. Static. */
final class TestLinks {

    private TestLinks() {}

    /** A link that carries several files of a size. */
    static Link plain(Duration roundTrip, int fileBytes, int transfers, Link.Wanted wanted) {
        return new Link(
                "a", "a link", 1_000_000, 1_000, List.of(), roundTrip, fileBytes, transfers, false, false, wanted);
    }
}
