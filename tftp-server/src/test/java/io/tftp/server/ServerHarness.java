package io.tftp.server;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.session.Refusal;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.WriteRequest;
import io.tftp.server.files.ServedDirectory;
import io.tftp.server.files.UploadPolicy;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server on the loopback interface with all that it reports, and its clients; closed together. */
final class ServerHarness implements Closeable, ServerListener {

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    final List<Limit> limited = new CopyOnWriteArrayList<>();
    private final BlockingQueue<TransferRecord> ended = new LinkedBlockingQueue<>();
    private final List<Closeable> open = new ArrayList<>();
    private final Ports ports;
    private final boolean atOnce;
    private TftpServer server;

    /** Where transfers run. */
    enum Ports {
        EPHEMERAL,
        SINGLE
    }

    ServerHarness(Ports ports) {
        this(ports, false);
    }

    /**
     * Creates it.
     *
     * @param ports where transfers run
     * @param atOnce whether directories' files are read whole, and sent from memory at once
     */
    ServerHarness(Ports ports, boolean atOnce) {
        this.ports = ports;
        this.atOnce = atOnce;
    }

    /** What can be read is in memory already. */
    private record FromMemory(TransferHandler handler) implements TransferHandler {

        @Override
        public Optional<BlockSource> readAtOnce(ReadRequest request, InetSocketAddress client) {
            try (BlockSource file = handler.read(request, client)) {
                ByteBuffer content = ByteBuffer.allocate((int) file.size().orElseThrow());
                file.read(content);
                return Optional.of(new BufferSource(content.flip()));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        @Override
        public BlockSource read(ReadRequest request, InetSocketAddress client) throws IOException {
            return handler.read(request, client);
        }

        @Override
        public BlockSink write(WriteRequest request, OptionalLong declaredBytes, InetSocketAddress client)
                throws IOException {
            return handler.write(request, declaredBytes, client);
        }
    }

    static InetSocketAddress loopback() throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    }

    TftpServerBuilder builder() throws IOException {
        return TftpServer.builder().address(loopback()).listener(this);
    }

    TftpServer start(TftpServerBuilder builder) throws IOException {
        server = (ports == Ports.SINGLE ? builder.singlePort() : builder).build();
        open.add(0, server::close);
        server.start();
        return server;
    }

    TftpServer serve(Path directory, UploadPolicy uploads) throws IOException {
        return start(builder().handler(directory(directory, uploads, OptionalLong.empty())));
    }

    TransferHandler directory(Path path, UploadPolicy uploads, OptionalLong maxUploadBytes) throws IOException {
        ServedDirectory directory = ServedDirectory.open(path, uploads, maxUploadBytes);
        open.add(directory);
        TransferHandler handler = new DirectoryHandler(directory);
        return atOnce ? new FromMemory(handler) : handler;
    }

    Peer peer() throws IOException {
        Peer peer = new Peer(server.addresses().get(0));
        open.add(peer::close);
        return peer;
    }

    /** The next transfer to end. */
    TransferRecord ended() throws InterruptedException {
        TransferRecord next = ended.poll(5, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no transfer ended");
        }
        return next;
    }

    @Override
    public void requested(Request request, InetSocketAddress client) {
        requests.add(request);
    }

    @Override
    public void refused(Request request, InetSocketAddress client, Refusal refusal, Throwable cause) {
        refusals.add(refusal);
    }

    @Override
    public void limited(Limit limit, InetSocketAddress client) {
        limited.add(limit);
    }

    @Override
    public void ended(TransferRecord transfer) {
        ended.add(transfer);
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }

    static Path file(Path directory, String name, int length) throws IOException {
        return Files.write(directory.resolve(name), bytes(length));
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
    }
}
