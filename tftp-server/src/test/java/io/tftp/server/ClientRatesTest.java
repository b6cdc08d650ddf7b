package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientRatesTest {

    private static final long START = Long.MAX_VALUE - 5; // overflows at once
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ClientRates rates = new ClientRates(2);

    private static ClientScope client(int number) {
        return ClientScope.of(new ClientNetwork(32, number, 0));
    }

    private int asked(ClientScope client, long now, int tries) {
        int count = 0;
        for (int i = 0; i < tries; i++) {
            count += rates.mayAsk(client, now) ? 1 : 0;
        }
        return count;
    }

    @Test
    void tenSecondsRequestsMayComeAtOnceAndThenTheRate() {
        assertThat(asked(client(1), START, 100)).isEqualTo(20);
        assertThat(asked(client(1), START + SECOND, 100)).isEqualTo(2);
    }

    @Test
    void clientsDontTouchEachOther() {
        assertThat(asked(client(1), START, 100)).isEqualTo(20);
        assertThat(asked(client(2), START, 100)).isEqualTo(20);
    }

    @Test
    void errorsAreCountedApart() {
        assertThat(asked(client(1), START, 100)).isEqualTo(20);
        assertThat(rates.mayBeRefused(client(1), START)).isTrue();
    }

    @Test
    void noMoreThanTenThousandAreRememberedAndTheMostSilentIsForgotten() {
        asked(client(0), START, 100);
        for (int i = 1; i < ClientRates.MOST_CLIENTS; i++) {
            asked(client(i), START, 100);
        }
        assertThat(asked(client(0), START, 1))
                .as("remembered, and now the latest")
                .isZero();
        asked(client(-1), START, 1);
        assertThat(rates.size()).isEqualTo(ClientRates.MOST_CLIENTS);
        assertThat(asked(client(0), START, 1)).isZero();
        assertThat(asked(client(1), START, 1)).as("forgotten").isOne();
        assertThat(rates.size()).isEqualTo(ClientRates.MOST_CLIENTS);
    }
}
