package io.tftp.abuse;

import io.tftp.interop.ServerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Silent readers by the thousands, and a good client from elsewhere beside them: how long it waits, what memory the server takes,
 * and when it has given the silent ones up. Prints a table.
 */
final class SilentReaders {

    private static final String FILE = "file";
    private static final int FILE_BYTES = 100_000;
    private static final int CALM_MILLIS = 2_000;
    private static final int LONGEST_SECONDS = 90;
    private static final int KIB_PER_MIB = 1024;

    /** Sockets that the server keeps for later transfers aren't those of silent readers. */
    private static final int KEPT_DESCRIPTORS = 300;

    private SilentReaders() {}

    private record Case(String name, int count, boolean fromOneAddress, List<String> options) {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("abuse");
        try {
            byte[] content = new byte[FILE_BYTES];
            new Random(7).nextBytes(content);
            Files.write(directory.resolve(FILE), content);
            System.out.println("| silent readers | a good client's longest get before | during | after | memory more "
                    + "| packets to each | given up after | stopped with |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            for (Case each : List.of(
                    new Case("2,000, each with an address", 2_000, false, List.of()),
                    new Case("20,000, each with an address", 20_000, false, List.of()),
                    new Case("20,000, room for 1,000", 20_000, false, List.of("--max-transfers", "1000")),
                    new Case("300 ports of one address", 300, true, List.of()),
                    new Case("2,000 ports of one address", 2_000, true, List.of()))) {
                run(each, directory, content);
            }
        } finally {
            Files.delete(directory.resolve(FILE));
            Files.delete(directory);
        }
    }

    private static void run(Case which, Path directory, byte[] content) throws Exception {
        InetSocketAddress address = ServerProcess.freeAddress("127.0.0.1");
        String tftpd =
                Path.of(System.getProperty("tftp.checkout"), "scripts", "tftpd").toString();
        List<String> command = new ArrayList<>(List.of(tftpd, "--limit-loopback"));
        command.addAll(which.options());
        command.addAll(
                List.of("--address", "127.0.0.1", "--port", String.valueOf(address.getPort()), directory.toString()));
        try (ServerProcess server = ServerProcess.start(command, address);
                GoodClient good = new GoodClient(address, FILE, content);
                SilentCrowd crowd = new SilentCrowd()) {
            Thread.sleep(CALM_MILLIS);
            final String before = good.report();
            final int descriptors = descriptors(server.pid());
            final long memory = memoryKib(server.pid());
            long begun = System.nanoTime();
            crowd.ask(address, FILE, which.count(), which.fromOneAddress());
            long most = memory;
            double seconds = 0;
            while (seconds < LONGEST_SECONDS
                    && (seconds < 3 || descriptors(server.pid()) > descriptors + KEPT_DESCRIPTORS)) {
                Thread.sleep(50);
                most = Math.max(most, memoryKib(server.pid()));
                seconds = (System.nanoTime() - begun) / 1e9;
            }
            String during = good.report();
            Thread.sleep(CALM_MILLIS);
            String after = good.report();
            System.out.printf(
                    "| %s | %s | %s | %s | %.0f MiB | %s | %.0f s | %s |%n",
                    which.name(),
                    before,
                    during,
                    after,
                    (double) (most - memory) / KIB_PER_MIB,
                    which.fromOneAddress()
                            ? "not counted"
                            : String.format("%.1f in the mean", (double) crowd.packets() / which.count()),
                    seconds,
                    lastLine(server));
        }
    }

    private static String lastLine(ServerProcess server) throws IOException, InterruptedException {
        String said = server.terminateAndSaid().strip();
        return said.substring(said.lastIndexOf("stopped"));
    }

    private static long memoryKib(long pid) throws IOException {
        for (String line :
                Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"), StandardCharsets.UTF_8)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS");
    }

    private static int descriptors(long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return (int) open.count();
        }
    }
}
