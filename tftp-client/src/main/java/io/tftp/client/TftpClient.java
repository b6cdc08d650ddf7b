package io.tftp.client;

import io.tftp.core.loop.Closing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gets files from TFTP servers, and puts files there: RFC 1350, with the options of RFC 2347, 2348, 2349 and 7440.
 *
 * <p>Thread-safe: any number of threads may use one client at the same time. All transfers share one network thread, and a few
 * helper threads for content that may block. {@code get} and {@code put} wait for the end of the transfer; interrupting the waiting
 * thread cancels it. {@code startGet} and {@code startPut} return at once.
 *
 * <p>Every failure is a {@link TftpException}: {@link RemoteErrorException} with the server's error code, {@link
 * TransferTimeoutException}, {@link TransferUnconfirmedException}, {@link ProtocolViolationException}, {@link
 * NetworkException}, {@link LocalContentException} or {@link TransferCancelledException}. A failed get leaves the target file
 * unchanged. If a server refuses the options (ERROR 8 or 4) or answers them wrongly, the client asks once more without options; if that
 * request gets no answer, the refusal is the failure that is reported.
 *
 * <p>If the host name has several addresses, the client asks one at a time, in the resolver's order: each for the first timeout
 * (1 s), then each for twice that, and so on. In total this takes no longer than one silent address would (22 s). The first address to
 * answer wins; one that answers after its turn gets an ERROR. An address that can't be reached is skipped at once.
 */
public final class TftpClient implements AutoCloseable {

    /** How long cancelled transfers may take to tell their servers and to discard what they received. */
    private static final Duration TIDY_UP = Duration.ofSeconds(2);

    /** A little longer than the second after which most servers send again what they have no acknowledgment for. */
    private static final Duration LINGER = Duration.ofMillis(1250);

    /** Somewhat longer than all that closing waits for. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final ClientSettings settings;
    private final Resolver resolver;
    private final Closing closing = new Closing("tftp-client-close", true, this::closeInOrder);
    private final Set<TftpTransfer> running = ConcurrentHashMap.newKeySet();

    // Guarded by this.
    private @Nullable Engine engine;
    private boolean closed;

    TftpClient(ClientSettings settings, Resolver resolver) {
        this.settings = settings;
        this.resolver = resolver;
    }

    /**
     * Creates a client with the default settings: octet mode, and all options, with values that are fast and safe.
     *
     * @return a new client
     */
    public static TftpClient create() {
        return builder().build();
    }

    /**
     * Creates a builder for a client with other settings.
     *
     * @return a new builder
     */
    public static TftpClientBuilder builder() {
        return new TftpClientBuilder();
    }

    /**
     * Gets a remote file into a local file, which appears only when it is complete.
     *
     * @param remote the remote file
     * @param to the path of a file, not of a directory; an existing file is replaced
     * @return the result
     * @throws TftpException if it failed; an existing file is then unchanged
     */
    public TransferResult get(RemoteFile remote, Path to) throws TftpException {
        return startGet(remote, TransferTarget.file(to), TransferObserver.NONE).await();
    }

    /**
     * Gets a file into a stream.
     *
     * @param remote the remote file
     * @param to the stream, which is flushed but not closed
     * @return the result
     * @throws TftpException if it failed; part of the content may have been written
     */
    public TransferResult get(RemoteFile remote, OutputStream to) throws TftpException {
        return startGet(remote, TransferTarget.stream(to), TransferObserver.NONE)
                .await();
    }

    /**
     * Gets a file into a channel.
     *
     * @param remote the remote file
     * @param to a channel in blocking mode, which is not closed
     * @return the result
     * @throws TftpException if it failed; part of the content may have been written
     */
    public TransferResult get(RemoteFile remote, WritableByteChannel to) throws TftpException {
        return startGet(remote, TransferTarget.channel(to), TransferObserver.NONE)
                .await();
    }

    /**
     * Puts a file.
     *
     * @param from the path of a file, not of a directory
     * @param remote the server, and the file's name there
     * @return the result; the server has acknowledged every block
     * @throws TftpException if it failed
     */
    public TransferResult put(Path from, RemoteFile remote) throws TftpException {
        return startPut(TransferSource.file(from), remote, TransferObserver.NONE)
                .await();
    }

    /**
     * Puts the content of a stream.
     *
     * @param from the stream, which is not closed
     * @param size the number of bytes to send, 0 or more, which the server is told; empty to send all of them
     * @param remote the server, and the file's name there
     * @return the result; the server has acknowledged every block
     * @throws TftpException if it failed
     */
    public TransferResult put(InputStream from, OptionalLong size, RemoteFile remote) throws TftpException {
        return startPut(TransferSource.stream(from, size), remote, TransferObserver.NONE)
                .await();
    }

    /**
     * Puts the content of a channel.
     *
     * @param from a channel in blocking mode, which is not closed
     * @param size the number of bytes to send, 0 or more, which the server is told; empty to send all of them
     * @param remote the server, and the file's name there
     * @return the result; the server has acknowledged every block
     * @throws TftpException if it failed
     */
    public TransferResult put(ReadableByteChannel from, OptionalLong size, RemoteFile remote) throws TftpException {
        return startPut(TransferSource.channel(from, size), remote, TransferObserver.NONE)
                .await();
    }

    /**
     * Starts a get, and returns at once.
     *
     * @param remote the remote file
     * @param target the destination of the content
     * @param observer receives the events of the transfer
     * @return the running transfer
     * @throws IllegalStateException if the client is closed
     */
    public TftpTransfer startGet(RemoteFile remote, TransferTarget target, TransferObserver observer) {
        return start(remote, new GetCargo(Objects.requireNonNull(target, "target")), observer);
    }

    /**
     * Starts a put, and returns at once.
     *
     * @param source the content
     * @param remote the server, and the file's name there
     * @param observer receives the events of the transfer
     * @return the running transfer
     * @throws IllegalStateException if the client is closed
     */
    public TftpTransfer startPut(TransferSource source, RemoteFile remote, TransferObserver observer) {
        return start(remote, new PutCargo(Objects.requireNonNull(source, "source")), observer);
    }

    private synchronized TftpTransfer start(RemoteFile remote, Cargo<?> cargo, TransferObserver observer) {
        Objects.requireNonNull(remote, "remote");
        Progress progress = new Progress(Objects.requireNonNull(observer, "observer"));
        TransferTask task = new TransferTask(engine(), settings, remote, cargo, progress);
        TftpTransfer transfer = new TftpTransfer(remote, task, progress);
        running.add(transfer);
        var unused = task.result().whenComplete((result, failure) -> running.remove(transfer));
        task.start();
        return transfer;
    }

    private synchronized Engine engine() {
        if (closed) {
            throw new IllegalStateException("the client is closed");
        }
        if (engine == null) {
            try {
                engine = Engine.open(resolver, settings.blockingThreads());
            } catch (IOException e) {
                throw new UncheckedIOException("the system grants no selector", e);
            }
        }
        return engine;
    }

    /**
     * Cancels the running transfers, and frees all threads and sockets. It waits up to 2 s for the cancelled transfers to clean up.
     *
     * <p>If a get lost packets, its last acknowledgment may be lost too, and the server then repeats its last block. After such a get,
     * and only then, closing waits up to 1.25 s to answer.
     *
     * <p>Any thread may call this, any number of times: the first call starts closing, and all calls wait for its end. An observer,
     * content or a result's callback may call it too; on one of the client's own threads it returns at once, since that thread has to
     * continue before it can end. An interrupt shortens the wait. This method returns after 10 s at the latest: a thread that is still
     * blocked by content or an observer ends when they return, and the log says where it is.
     */
    @Override
    public void close() {
        @Nullable Engine used;
        synchronized (this) {
            closed = true;
            used = engine;
        }
        if (used == null) {
            return;
        }
        closing.begin();
        if (!closing.inThread() && !used.isOwnThread()) {
            closing.join(CLOSE_PATIENCE);
        }
    }

    private void closeInOrder(Closing work) {
        List<TftpTransfer> left = List.copyOf(running);
        left.forEach(TftpTransfer::cancel);
        work.await(allOf(left.stream().map(TftpTransfer::result).toList()), TIDY_UP);
        Engine used = used();
        work.await(allOf(used.lingering().stream().map(Attempt::release).toList()), LINGER);
        used.close();
        left.forEach(TftpTransfer::abandon);
    }

    private synchronized Engine used() {
        return Objects.requireNonNull(engine);
    }

    private static CompletableFuture<Void> allOf(Collection<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]));
    }
}
