package io.tftp.links;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** tcpdump on a host's device, from when it listens until it is told to stop. */
final class Capture implements Closeable {

    /** The headers of Ethernet, IP, UDP and TFTP, and some more. */
    private static final String SNAP_BYTES = "64";

    private static final String BUFFER_KIBIBYTES = "16384";

    private final Process tcpdump;
    private final Path packets;

    private Capture(Process tcpdump, Path packets) {
        this.tcpdump = tcpdump;
        this.packets = packets;
    }

    static Capture start(Network network, Network.Node node, String device, Path directory)
            throws IOException, InterruptedException {
        Path packets = directory.resolve(device + ".pcap");
        Path said = directory.resolve(device + ".said");
        Files.deleteIfExists(packets);
        List<String> command = List.of(
                "tcpdump",
                "-i",
                device,
                "-s",
                SNAP_BYTES,
                "-B",
                BUFFER_KIBIBYTES,
                "-Z",
                "root",
                "--immediate-mode",
                "-n",
                "-w",
                packets.toString(),
                "udp");
        Process tcpdump = network.start(node, command, said);
        Capture capture = new Capture(tcpdump, packets);
        try {
            Shell.awaitOutput(tcpdump, said, "listening on");
            return capture;
        } catch (IOException | InterruptedException e) {
            capture.close();
            throw e;
        }
    }

    /** Stops it, and tells what it has seen. */
    Traffic stop() throws IOException, InterruptedException {
        Shell.end(tcpdump);
        return Traffic.read(Files.readAllBytes(packets));
    }

    @Override
    public void close() {
        tcpdump.destroyForcibly();
    }
}
