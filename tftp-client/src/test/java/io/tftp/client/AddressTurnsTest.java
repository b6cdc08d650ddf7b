package io.tftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.transfer.RetryPolicy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AddressTurnsTest {

    private static final InetSocketAddress A = new InetSocketAddress("192.0.2.1", 69);
    private static final InetSocketAddress B = new InetSocketAddress("192.0.2.2", 69);
    private static final InetSocketAddress C = new InetSocketAddress("192.0.2.3", 69);

    /** The turns as "A1 B2", in seconds, each ended in the same way; "A" for one without a limit. */
    private static String turns(AddressTurns turns, Consumer<AddressTurns> end) {
        List<String> all = new ArrayList<>();
        for (Optional<AddressTurns.Turn> turn = turns.next(); turn.isPresent(); turn = turns.next()) {
            all.add(describe(turn.get()));
            end.accept(turns);
        }
        return String.join(" ", all);
    }

    private static String describe(AddressTurns.Turn turn) {
        String name = turn.server().equals(A) ? "A" : turn.server().equals(B) ? "B" : "C";
        return name + turn.limit().map(limit -> "" + limit.toMillis() / 1000.0).orElse("");
    }

    @Test
    void aSingleAddressIsAskedOnceForAsLongAsThePolicySays() {
        AddressTurns turns = new AddressTurns(List.of(A), RetryPolicy.DEFAULT);
        assertThat(turns(turns, each -> each.exhausted(Duration.ofSeconds(22)))).isEqualTo("A");
    }

    @Test
    void silentAddressesTakeTurnsWithinThePatienceForOne() {
        assertThat(turns(new AddressTurns(List.of(A, B), RetryPolicy.DEFAULT), AddressTurns::silent))
                .isEqualTo("A1.0 B1.0 A2.0 B2.0 A4.0 B4.0 A5.0 B3.0");
        assertThat(turns(new AddressTurns(List.of(A, B, C), RetryPolicy.DEFAULT), AddressTurns::silent))
                .isEqualTo("A1.0 B1.0 C1.0 A2.0 B2.0 C2.0 A4.0 B4.0 C4.0 A1.0");
    }

    @Test
    void eachAddressIsAskedOnceHoweverLittlePatienceThereIs() {
        RetryPolicy impatient = RetryPolicy.DEFAULT.withRetries(0);
        assertThat(turns(new AddressTurns(List.of(A, B, C), impatient), AddressTurns::silent))
                .isEqualTo("A1.0 B1.0 C1.0");
        assertThat(turns(
                        new AddressTurns(List.of(A, B), RetryPolicy.DEFAULT.withTimeout(Duration.ofSeconds(255))),
                        each -> each.exhausted(Duration.ofSeconds(60))))
                .as("its own patience ends a session before its turn does")
                .isEqualTo("A255.0 B255.0");
    }

    @Test
    void anAddressThatCannotBeReachedCostsNoPatience() {
        AddressTurns turns = new AddressTurns(List.of(A, B), RetryPolicy.DEFAULT);
        assertThat(turns.next().map(AddressTurnsTest::describe)).contains("A1.0");
        turns.drop("the peer's port is closed");
        assertThat(turns.next().map(AddressTurnsTest::describe)).contains("B");
        turns.exhausted(Duration.ofSeconds(22));
        assertThat(turns.next()).isEmpty();
        assertThat(turns.anySilent()).isTrue();
        assertThat(turns.describe())
                .isEqualTo("192.0.2.1:69 (the peer's port is closed), 192.0.2.2:69 (no answer for 22.0 s)");
    }

    @Test
    void theLastOneLeftGetsTheRest() {
        AddressTurns turns = new AddressTurns(List.of(A, B), RetryPolicy.DEFAULT);
        assertThat(turns.next()).isPresent();
        turns.silent();
        assertThat(turns.next()).isPresent();
        turns.drop("can't be reached");
        assertThat(turns(turns, AddressTurns::silent)).isEqualTo("A21.0");
        assertThat(turns.describe()).isEqualTo("192.0.2.1:69 (no answer for 22.0 s), 192.0.2.2:69 (can't be reached)");
    }

    @Test
    void whoAnsweredIsTheOnlyOneToBeAskedAgain() {
        AddressTurns turns = new AddressTurns(List.of(A, B), RetryPolicy.DEFAULT);
        assertThat(turns.next()).isPresent();
        turns.silent();
        assertThat(turns.next()).isPresent();
        turns.settle();
        assertThat(turns(turns, each -> each.exhausted(Duration.ofSeconds(22)))).isEqualTo("B");
    }
}
