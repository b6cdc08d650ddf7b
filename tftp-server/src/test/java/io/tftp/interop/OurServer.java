package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.server.DirectoryHandler;
import io.tftp.server.ServerListener;
import io.tftp.server.TftpServer;
import io.tftp.server.TransferRecord;
import io.tftp.server.files.ServedDirectory;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** This suite's server over a directory, on a free port of loopback. */
final class OurServer implements AutoCloseable {

    private final BlockingQueue<TransferRecord> ended = new LinkedBlockingQueue<>();
    private final ServedDirectory directory;
    private final TftpServer server;

    private OurServer(Path path, UploadPolicy uploads, OptionalLong maxUploadBytes, String address, boolean singlePort)
            throws IOException {
        directory = ServedDirectory.open(path, uploads, maxUploadBytes);
        server = TftpServer.builder()
                .singlePort(client -> singlePort)
                .address(new InetSocketAddress(InetAddress.getByName(address), 0))
                .handler(new DirectoryHandler(directory))
                .listener(new ServerListener() {
                    @Override
                    public void ended(TransferRecord transfer) {
                        ended.add(transfer);
                    }
                })
                .build();
    }

    static OurServer start(Path path, UploadPolicy uploads, Exchange exchange) throws IOException {
        return start(path, uploads, OptionalLong.empty(), exchange.loopback(), exchange.singlePort());
    }

    static OurServer start(Path path, UploadPolicy uploads, String address) throws IOException {
        return start(path, uploads, OptionalLong.empty(), address);
    }

    static OurServer start(Path path, UploadPolicy uploads, OptionalLong maxUploadBytes, String address)
            throws IOException {
        return start(path, uploads, maxUploadBytes, address, false);
    }

    private static OurServer start(
            Path path, UploadPolicy uploads, OptionalLong maxUploadBytes, String address, boolean singlePort)
            throws IOException {
        OurServer started = new OurServer(path, uploads, maxUploadBytes, address, singlePort);
        try {
            started.server.start();
            return started;
        } catch (IOException e) {
            started.directory.close();
            throw e;
        }
    }

    InetSocketAddress address() {
        return server.addresses().get(0);
    }

    /** How the next transfer ended, or the last that nobody asked after yet: the server may learn it after its peer. */
    TransferRecord nextEnded() throws InterruptedException {
        TransferRecord next = ended.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("a transfer that has ended").isNotNull();
        return next;
    }

    @Override
    public void close() throws IOException {
        server.close();
        directory.close();
    }
}
