package io.tftp.links;

import io.tftp.comparison.Launcher;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The directories, the files in them, and the servers. Used by one thread. */
final class Site implements Closeable {

    static final int TFTPD_PORT = 69;
    static final int ATFTPD_PORT = 1_069;

    private final Path served;
    private final Path local;
    private final Path outputs;
    private final List<Process> servers = new ArrayList<>();
    private int uploads;

    private Site(Path served, Path local, Path outputs) {
        this.served = served;
        this.local = local;
        this.outputs = outputs;
    }

    /** Makes the directories and starts the servers. */
    static Site open(Network network) throws IOException, InterruptedException {
        Site site = new Site(
                Files.createTempDirectory("tftp-links-served"),
                Files.createTempDirectory("tftp-links-local"),
                Files.createTempDirectory("tftp-links-output"));
        try {
            Files.setPosixFilePermissions(site.served, PosixFilePermissions.fromString("rwxrwxrwx"));
            site.start(
                    network,
                    TFTPD_PORT,
                    List.of(
                            Launcher.tftpd().toString(),
                            "--port",
                            Integer.toString(TFTPD_PORT),
                            "--uploads",
                            "new",
                            site.served.toString()));
            site.start(
                    network,
                    ATFTPD_PORT,
                    List.of(
                            "atftpd",
                            "--daemon",
                            "--no-fork",
                            "--tftpd-timeout",
                            "0",
                            "--logfile",
                            "/dev/null",
                            "--user",
                            "root.root",
                            "--port",
                            Integer.toString(ATFTPD_PORT),
                            site.served.toString()));
            return site;
        } catch (IOException | InterruptedException e) {
            site.close();
            throw e;
        }
    }

    private void start(Network network, int port, List<String> command) throws IOException, InterruptedException {
        Process server = network.start(Network.Node.SERVER, command, outputs.resolve("server" + port));
        servers.add(server);
        Shell.awaitPort(server, port);
    }

    /** Where programs print to, and tcpdump writes. */
    Path outputs() {
        return outputs;
    }

    /** Makes a link's file, if it isn't there, and new names for uploads. */
    void prepare(Link link) throws IOException {
        uploads++;
        if (!Files.exists(served(link))) {
            byte[] bytes = new byte[link.fileBytes()];
            new Random(link.fileBytes()).nextBytes(bytes);
            Files.write(served(link), bytes);
            Files.setPosixFilePermissions(served(link), PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    /** What is read. */
    Path served(Link link) {
        return served.resolve("f" + link.fileBytes());
    }

    /** Where one of several goes that is got. */
    Path download(int number) {
        return local.resolve("got" + number);
    }

    String uploadName(int number) {
        return "up" + uploads + "-" + number;
    }

    /** Where one of several is that was put. */
    Path upload(int number) {
        return served.resolve(uploadName(number));
    }

    @Override
    public void close() throws IOException {
        servers.forEach(Process::destroyForcibly);
        for (Path directory : List.of(served, local, outputs)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(directory);
        }
    }
}
