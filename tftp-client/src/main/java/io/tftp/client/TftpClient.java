package io.tftp.client;

import io.tftp.core.net.Closing;
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
 * <p>Thread-safe: any number of threads may transfer with one client at the same time; all transfers share one thread of the
 * client's, and a few helpers for content that may wait. {@code get} and {@code put} wait for the end; an interrupt of the
 * waiting thread cancels the transfer. {@code startGet} and {@code startPut} return at once.
 *
 * <p>Every failure is a {@link TftpException}: {@link RemoteErrorException} with the server's error code, {@link
 * TransferTimeoutException}, {@link TransferUnconfirmedException}, {@link ProtocolViolationException}, {@link
 * NetworkException}, {@link LocalContentException} or {@link TransferCancelledException}. A get into a file leaves the file as
 * it was if it fails. A server that refuses options (ERROR 8 or 4) is asked once more without.
 *
 * <p>A name with several addresses is asked at one after the other, in the resolver's order: first each for the time of the first
 * wait (1 s), then each for twice that, and so on, within the patience that a single silent address gets (22 s). The first to answer
 * wins; one that answers after its turn gets an ERROR. An address that can't be reached is skipped at once.
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
     * A client with the usual settings: octet, and all options, sized to be fast and safe.
     *
     * @return a new client
     */
    public static TftpClient create() {
        return builder().build();
    }

    /**
     * Collects other settings.
     *
     * @return a new builder
     */
    public static TftpClientBuilder builder() {
        return new TftpClientBuilder();
    }

    /**
     * Gets a file into a file, which appears only when it is complete.
     *
     * @param remote what to get
     * @param to the path, not of a directory; a file there is replaced
     * @return how it went
     * @throws TftpException if it failed; the file is then as it was before
     */
    public TransferResult get(RemoteFile remote, Path to) throws TftpException {
        return startGet(remote, TransferTarget.file(to), TransferObserver.NONE).await();
    }

    /**
     * Gets a file into a stream.
     *
     * @param remote what to get
     * @param to is flushed and not closed
     * @return how it went
     * @throws TftpException if it failed; a part may have been written
     */
    public TransferResult get(RemoteFile remote, OutputStream to) throws TftpException {
        return startGet(remote, TransferTarget.stream(to), TransferObserver.NONE)
                .await();
    }

    /**
     * Gets a file into a channel.
     *
     * @param remote what to get
     * @param to in blocking mode; it is not closed
     * @return how it went
     * @throws TftpException if it failed; a part may have been written
     */
    public TransferResult get(RemoteFile remote, WritableByteChannel to) throws TftpException {
        return startGet(remote, TransferTarget.channel(to), TransferObserver.NONE)
                .await();
    }

    /**
     * Puts a file.
     *
     * @param from the path, not of a directory
     * @param remote what it is to be called, and where
     * @return how it went; the server has confirmed every byte
     * @throws TftpException if it failed
     */
    public TransferResult put(Path from, RemoteFile remote) throws TftpException {
        return startPut(TransferSource.file(from), remote, TransferObserver.NONE)
                .await();
    }

    /**
     * Puts what a stream yields.
     *
     * @param from is not closed
     * @param size how many of its bytes, 0 or more, told to the server; empty for all of them
     * @param remote what it is to be called, and where
     * @return how it went; the server has confirmed every byte
     * @throws TftpException if it failed
     */
    public TransferResult put(InputStream from, OptionalLong size, RemoteFile remote) throws TftpException {
        return startPut(TransferSource.stream(from, size), remote, TransferObserver.NONE)
                .await();
    }

    /**
     * Puts what a channel yields.
     *
     * @param from in blocking mode; it is not closed
     * @param size how many of its bytes, 0 or more, told to the server; empty for all of them
     * @param remote what it is to be called, and where
     * @return how it went; the server has confirmed every byte
     * @throws TftpException if it failed
     */
    public TransferResult put(ReadableByteChannel from, OptionalLong size, RemoteFile remote) throws TftpException {
        return startPut(TransferSource.channel(from, size), remote, TransferObserver.NONE)
                .await();
    }

    /**
     * Begins to get a file.
     *
     * @param remote what to get
     * @param target where to
     * @param observer is told how it goes
     * @return the transfer under way
     * @throws IllegalStateException if the client is closed
     */
    public TftpTransfer startGet(RemoteFile remote, TransferTarget target, TransferObserver observer) {
        return start(remote, new GetCargo(Objects.requireNonNull(target, "target")), observer);
    }

    /**
     * Begins to put a file.
     *
     * @param source where from
     * @param remote what it is to be called, and where
     * @param observer is told how it goes
     * @return the transfer under way
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
     * Cancels what is running, and frees all threads and sockets. It waits up to 2 s for the cancelled transfers to tidy up.
     *
     * <p>A get that lost packets may have lost its last acknowledgment too, and the server then asks for it once more: after
     * such a get, and only then, closing waits up to 1.25 s to answer.
     *
     * <p>For any thread, any number of times: the first begins it, all wait for the same. An observer, content or a result's own
     * callback may call it too: on a thread of the client's it returns at once, since that thread has to go on before it can end.
     * An interrupt shortens the waiting. It returns after 10 s at the latest: content or an observer that still holds a thread up
     * by then keeps it until it returns, and the log says where.
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
