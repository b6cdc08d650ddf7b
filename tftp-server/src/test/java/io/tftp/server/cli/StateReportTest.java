package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import io.tftp.server.TransferSnapshot;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StateReportTest {

    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1234);

    private static TransferSnapshot transfer(TransferSnapshot.Stage stage, long bytes, OptionalLong total) {
        return new TransferSnapshot(
                new ReadRequest("file", TransferMode.OCTET, Options.of()),
                CLIENT,
                CLIENT.getAddress(),
                stage,
                TransferParameters.RFC_1350,
                bytes,
                total,
                3,
                Duration.ofSeconds(90),
                stage == TransferSnapshot.Stage.RUNNING ? Optional.of(Duration.ofMillis(1500)) : Optional.empty());
    }

    private static List<String> lines(int live, List<TransferSnapshot> some) {
        return StateReport.lines(Duration.ofHours(1), List.of(CLIENT), live, some, new Totals());
    }

    @Test
    void itSaysWhatEachTransferIsAt() {
        assertThat(lines(
                        4,
                        List.of(
                                transfer(TransferSnapshot.Stage.RUNNING, 1_500_000, OptionalLong.of(2_000_000)),
                                transfer(TransferSnapshot.Stage.RUNNING, 0, OptionalLong.of(0)),
                                transfer(TransferSnapshot.Stage.UNANSWERED, 0, OptionalLong.empty()),
                                transfer(TransferSnapshot.Stage.OPENING, 0, OptionalLong.empty()))))
                .containsExactly(
                        "state: up 3600.0 s, on 127.0.0.1:1234, 4 transfers under way; sent 0 files (0 bytes), received 0 files"
                                + " (0 bytes), 0 failed, 0 refused",
                        "state: sends file to 127.0.0.1:1234: 1,500,000 of 2,000,000 bytes (75 %), blksize 512, windowsize 1,"
                                + " 3 resends, for 90.0 s, last heard 1.5 s ago",
                        "state: sends file to 127.0.0.1:1234: 0 of 0 bytes, blksize 512, windowsize 1, 3 resends, for 90.0 s,"
                                + " last heard 1.5 s ago",
                        "state: sends file to 127.0.0.1:1234: 0 bytes, blksize 512, windowsize 1, 3 resends, for 90.0 s,"
                                + " never heard from",
                        "state: sends file to 127.0.0.1:1234: being opened, for 90.0 s, never heard from");
    }

    @Test
    void ofACrowdItNamesTheFirstAndCountsTheRest() {
        TransferSnapshot one = transfer(TransferSnapshot.Stage.RUNNING, 1, OptionalLong.empty());
        List<String> lines = lines(10_000, Collections.nCopies(StateReport.MOST_LINES + 1, one));
        assertThat(lines).hasSize(1 + StateReport.MOST_LINES + 1).last().isEqualTo("state: and 9,500 more transfers");
    }
}
