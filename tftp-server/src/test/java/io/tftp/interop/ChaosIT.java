package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.client.chaos.ChaosObserver;
import io.tftp.client.chaos.ChaosPlan;
import io.tftp.client.chaos.ChaosProxy;
import io.tftp.client.chaos.ChaosTotals;
import io.tftp.core.impairment.Impairments;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * tftp-hpa's client and server, which know nothing of it, with {@code tftp chaos} between them: the server answers each request
 * from a port of its own, and both send again what doesn't come.
 */
@Execution(ExecutionMode.CONCURRENT)
class ChaosIT {

    private static final int SIGINT_EXIT_CODE = 130;

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /** A hundred blocks: a few losses each way, each of which hpa's server mends within a tenth of a second. */
    private static final int SIZE = 51_234;

    /** Thirty blocks: hpa's client takes five seconds to mend the loss of one. */
    private static final int UPLOAD_SIZE = 15_123;

    /** In microseconds. */
    private static final List<String> RETRANSMIT_SOON = List.of("-T", "50000");

    /** Its server gives up after 63 times as long, which is too soon for its client if it's shorter than this. */
    private static final List<String> RETRANSMIT_LATER = List.of("-T", "400000");

    @TempDir
    private Path served;

    @TempDir
    private Path local;

    private static ChaosPlan roughly(InetSocketAddress server, long seed) {
        Impairments rough = Impairments.NONE
                .withLoss(0.05)
                .withDuplication(0.05, MILLI)
                .withLateness(0.05, 3 * MILLI)
                .withDelay(MILLI / 5, MILLI / 10);
        return ChaosPlan.between(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), server)
                .impaired(rough)
                .seeded(seed);
    }

    private Command.Result hpa(boolean get, InetSocketAddress at, String localName, String remote) throws Exception {
        List<String> command = PeerClient.TFTP_HPA.command(get, Terms.OCTET, at, localName, remote);
        return Command.run(command, local);
    }

    private static boolean rough(ChaosTotals totals) {
        ChaosTotals.Counts there = totals.toServer();
        ChaosTotals.Counts back = totals.toClient();
        return there.dropped() + back.dropped() > 0
                && there.doubled() + back.doubled() > 0
                && there.reordered() + back.reordered() > 0;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hpaGetsWholeFilesThroughABadNetwork(long seed) throws Exception {
        byte[] content = TestFiles.binary(SIZE);
        Path original = Files.write(served.resolve("file"), content);
        try (ServerProcess server = PeerServer.TFTP_HPA.serve("127.0.0.1", served, RETRANSMIT_SOON);
                ChaosProxy proxy = ChaosProxy.start(roughly(server.address(), seed), ChaosObserver.NONE)) {
            Command.Result get = hpa(true, proxy.addresses().get(0), "copy", "file");
            Same.assertSame(original, local.resolve("copy"));
            assertThat(get.exitCode()).as("%s", get).isZero();
            assertThat(proxy.totals()).matches(ChaosIT::rough, "losses and more");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void hpaPutsWholeFilesThroughABadNetwork(long seed) throws Exception {
        byte[] content = TestFiles.binary(UPLOAD_SIZE);
        Path original = Files.write(local.resolve("file"), content);
        Files.createFile(served.resolve("copy"));
        try (ServerProcess server = PeerServer.TFTP_HPA.serve("127.0.0.1", served, RETRANSMIT_LATER);
                ChaosProxy proxy = ChaosProxy.start(roughly(server.address(), seed), ChaosObserver.NONE)) {
            Command.Result put = hpa(false, proxy.addresses().get(0), "file", "copy");
            Same.assertSame(original, served.resolve("copy"));
            assertThat(put.exitCode()).as("%s", put).isZero();
            assertThat(proxy.totals()).matches(ChaosIT::rough, "losses and more");
        }
    }

    @Test
    void theCommandTellsWhatItDidWhenItIsInterrupted() throws Exception {
        byte[] content = TestFiles.binary(SIZE);
        Path original = Files.write(served.resolve("file"), content);
        Path out = local.resolve("out");
        Path err = local.resolve("err");
        InetSocketAddress at = ServerProcess.freeAddress("127.0.0.1");
        try (ServerProcess server = PeerServer.TFTP_HPA.serve("127.0.0.1", served, RETRANSMIT_SOON)) {
            Process chaos = Command.start(
                    OurProgram.TFTP.command(
                            "chaos",
                            "--listen",
                            "127.0.0.1:" + at.getPort(),
                            "--to",
                            "127.0.0.1:" + server.address().getPort(),
                            "--loss",
                            "5",
                            "--verbose"),
                    local,
                    out,
                    err);
            try {
                while (!Command.read(err).contains("between")) {
                    assertThat(chaos.isAlive()).as(Command.read(err)).isTrue();
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                hpa(true, at, "copy", "file");
                Same.assertSame(original, local.resolve("copy"));
                Command.Result kill = Command.run(List.of("sh", "-c", "kill -INT " + chaos.pid()));
                assertThat(kill.exitCode()).isZero();
                assertThat(chaos.waitFor(Command.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(chaos.exitValue()).isEqualTo(SIGINT_EXIT_CODE);
            } finally {
                Command.kill(chaos);
            }
        }
        assertThat(Command.read(out)).contains("client ports 1; ", "DATA 100, 512 bytes: ", ": dropped");
    }
}
