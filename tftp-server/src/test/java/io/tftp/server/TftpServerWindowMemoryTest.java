package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.OptionAck;
import io.tftp.server.files.UploadPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The windows of all transfers together keep to their bound, on all loops. */
@ParameterizedClass
@EnumSource(ServerHarness.Ports.class)
@ExtendWith(LeakCheck.class)
class TftpServerWindowMemoryTest {

    private static final int MEMORY_BYTES = 4 << 20;

    @TempDir
    private Path root;

    private final ServerHarness harness;

    TftpServerWindowMemoryTest(ServerHarness.Ports ports) {
        harness = new ServerHarness(ports);
    }

    // readers           server
    //   | ---- RRQ ------> |
    //   | <--- OACK ------ |  with less and less
    //   | ---- ACK 0 ----> |
    //   | <--- DATA ------ |  and they fall silent
    @Test
    void windowsGetSmallerAsMemoryGoesDown() throws Exception {
        ServerHarness.file(root, "file", 1 << 20);
        ServerHarness.file(root, "small", 700);
        try (harness) {
            harness.start(harness.builder()
                    .handler(harness.directory(root, UploadPolicy.NONE, OptionalLong.empty()))
                    .loops(2)
                    .mostWindowMemory(MEMORY_BYTES));
            long sum = 0;
            for (int i = 0; i < 100; i++) {
                Peer peer = harness.peer();
                peer.request(Peer.read("file", "blksize", "8192", "windowsize", "64"));
                OptionAck granted = peer.receive(OptionAck.class);
                sum += number(granted, "blksize") * number(granted, "windowsize");
                peer.reply(new Ack(0));
                peer.receive(Data.class);
            }
            assertThat(sum).isBetween(MEMORY_BYTES / 4L, (long) MEMORY_BYTES);
            assertThat(harness.peer().get("small")).isEqualTo(ServerHarness.bytes(700));
            assertThat(harness.limited).isEmpty();
        }
    }

    // writers           server
    //   | ---- WRQ ------> |
    //   | <--- OACK ------ |  with less and less
    @Test
    void writersAreGrantedWindowsByTheSameRule() throws Exception {
        try (harness) {
            harness.start(harness.builder()
                    .handler(harness.directory(root, UploadPolicy.NEW, OptionalLong.empty()))
                    .loops(2)
                    .mostWindowMemory(MEMORY_BYTES));
            List<Long> windows = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Peer peer = harness.peer();
                peer.request(Peer.write("file" + i, "blksize", "8192", "windowsize", "64"));
                OptionAck granted = peer.receive(OptionAck.class);
                windows.add(number(granted, "blksize") * number(granted, "windowsize"));
            }
            assertThat(windows).allMatch(bytes -> bytes <= MEMORY_BYTES / 16);
            assertThat(Collections.min(windows))
                    .as("what was granted counts for a moment")
                    .isLessThan(windows.get(0));
        }
    }

    private static long number(OptionAck granted, String option) {
        return Long.parseLong(granted.options().value(option).orElseThrow());
    }
}
