package io.tftp.links;

import io.tftp.comparison.Launcher;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Transfers files over a link, and reads off the wire what that took. Used by one thread. */
final class Trial {

    private static final int CHAOS_PORT = 6_970;

    /** How long servers and clients that were broken off may still send. */
    private static final int SETTLING_MILLIS = 300;

    private final Network network;
    private final Site site;
    private long seed;

    Trial(Network network, Site site) {
        this.network = network;
        this.site = site;
    }

    Outcome run(Link link, Program program) throws IOException, InterruptedException {
        site.prepare(link);
        network.shape(link);
        seed++;
        int port = program.fromAtftpd() ? Site.ATFTPD_PORT : Site.TFTPD_PORT;
        if (link.chaos().isEmpty()) {
            return measure(link, program, new InetSocketAddress(Network.SERVER_ADDRESS, port));
        }
        Process chaos = startChaos(link, port);
        try {
            InetSocketAddress at = new InetSocketAddress(Network.CHAOS_ADDRESS, CHAOS_PORT);
            // A link isn't slow for its first packets: what loads classes meanwhile would make a sender think so.
            site.prepare(Links.WARM_UP);
            transfer(Links.WARM_UP, Program.GET, at);
            return measure(link, program, at);
        } finally {
            Shell.end(chaos);
        }
    }

    private Process startChaos(Link link, int port) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Launcher.checkout().resolve("scripts").resolve("tftp").toString(),
                "chaos",
                "--listen",
                Network.CHAOS_ADDRESS + ":" + CHAOS_PORT,
                "--to",
                Network.SERVER_ADDRESS + ":" + port,
                "--seed",
                Long.toString(seed)));
        command.addAll(link.chaos());
        Path said = site.outputs().resolve("chaos.said");
        Process chaos = network.start(Network.Node.CHAOS, command, said);
        Shell.awaitOutput(chaos, said, "between");
        return chaos;
    }

    private Outcome measure(Link link, Program program, InetSocketAddress server)
            throws IOException, InterruptedException {
        try (Capture atClient = Capture.start(network, Network.Node.CLIENT, Network.CLIENT_DEVICE, site.outputs());
                Capture atServer = Capture.start(network, Network.Node.SERVER, Network.SERVER_DEVICE, site.outputs())) {
            boolean done = transfer(link, program, server);
            Traffic client = atClient.stop();
            Traffic sender = program.get() ? atServer.stop() : client;
            return outcome(
                    link,
                    done,
                    client,
                    sender.dataFrom(program.get() ? Network.SERVER_ADDRESS : Network.CLIENT_ADDRESS));
        }
    }

    private static Outcome outcome(Link link, boolean done, Traffic atClient, long sent) {
        int blockSize = Math.max(1, atClient.blockSizeBytes());
        double ratio = (double) sent / (link.transfers() * link.blocks(blockSize));
        double seconds = atClient.seconds(link).orElse(Double.POSITIVE_INFINITY);
        if (!done || !Double.isFinite(seconds)) {
            return new Outcome(false, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, ratio, 1);
        }
        double spread = atClient.spread(link).orElse(1);
        return new Outcome(true, seconds, link.measure(seconds, blockSize), ratio, spread);
    }

    /** Whether all files came whole before patience ended. */
    private boolean transfer(Link link, Program program, InetSocketAddress server)
            throws IOException, InterruptedException {
        List<Process> clients = new ArrayList<>();
        boolean whole = true;
        try {
            long deadline = System.nanoTime() + link.patience().toNanos();
            for (int i = 0; i < link.transfers(); i++) {
                Path local = program.get() ? site.download(i) : site.served(link);
                String remote = program.get() ? site.served(link).getFileName().toString() : site.uploadName(i);
                List<String> command = program.command(server, local, remote);
                clients.add(network.start(
                        Network.Node.CLIENT, command, site.outputs().resolve("client" + i)));
            }
            for (Process client : clients) {
                whole &= client.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } finally {
            for (Process client : clients) {
                client.descendants().forEach(ProcessHandle::destroyForcibly);
                client.destroyForcibly().waitFor();
            }
        }
        for (int i = 0; i < link.transfers(); i++) {
            Path copy = program.get() ? site.download(i) : site.upload(i);
            whole &= Files.exists(copy) && Files.mismatch(copy, site.served(link)) == -1;
            Files.deleteIfExists(copy);
        }
        if (!whole) {
            Thread.sleep(SETTLING_MILLIS);
        }
        return whole;
    }
}
