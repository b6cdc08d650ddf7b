package io.tftp.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running transfer, which can be waited for, watched and cancelled. Thread-safe. */
public final class TftpTransfer {

    /** How long the server may be told, and the content discarded, when a waiting thread was interrupted. */
    private static final Duration TIDY_UP = Duration.ofSeconds(2);

    private final RemoteFile remote;
    private final TransferTask task;
    private final Progress progress;

    TftpTransfer(RemoteFile remote, TransferTask task, Progress progress) {
        this.remote = remote;
        this.task = task;
        this.progress = progress;
    }

    /**
     * The file on the server.
     *
     * @return the file
     */
    public RemoteFile remote() {
        return remote;
    }

    /**
     * The server's address and port for this transfer.
     *
     * @return the address, with the server's port for this transfer (RFC 1350 §4, TID); empty before the server's first answer
     */
    public Optional<InetSocketAddress> server() {
        return progress.server();
    }

    /**
     * The content that was received, or acknowledged by the server, so far.
     *
     * @return bytes as on the wire: in netascii mode not those of the local file
     */
    public long bytes() {
        return progress.bytes();
    }

    /**
     * The size of the whole content.
     *
     * @return bytes, or empty if it isn't known, or not yet
     */
    public OptionalLong totalBytes() {
        return progress.totalBytes();
    }

    /**
     * The result. The future is completed on a helper thread of the client, when the content is in its place or discarded; its
     * exceptions are {@link TftpException}s.
     *
     * <p>Cancelling the future cancels the transfer as {@link #cancel} does, and completes this future at once; {@link #await} and the
     * other futures of this transfer complete when the cancellation is done. Each call returns a new future: anything else that is done
     * to one, such as completing it, or cancelling a stage that was derived from it, affects only that one.
     *
     * @return a new future
     */
    public CompletableFuture<TransferResult> result() {
        CompletableFuture<TransferResult> result = new CancellingFuture(task);
        var unused = task.result().whenComplete((how, failure) -> {
            if (failure == null) {
                result.complete(how);
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /** A result whose cancellation is the transfer's. */
    private static final class CancellingFuture extends CompletableFuture<TransferResult> {

        private final TransferTask task;

        CancellingFuture(TransferTask task) {
            this.task = task;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean done = isDone();
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (!done && cancelled) {
                task.cancel();
            }
            return cancelled;
        }

        /** What is derived from it isn't the transfer: it may be one of many that wait for it. */
        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }

    /**
     * Cancels the transfer: the server is told, and received content is discarded. Returns at once. The result is then a {@link
     * TransferCancelledException}, unless the content was already complete. Has no effect after the end.
     */
    public void cancel() {
        task.cancel();
    }

    /**
     * Waits for the end. If the thread is interrupted, this method cancels the transfer, waits up to 2 s for the cancellation, and
     * leaves the thread's interrupt status set.
     *
     * @return the result
     * @throws TftpException if it failed, or was cancelled
     */
    public TransferResult await() throws TftpException {
        try {
            return task.result().get();
        } catch (InterruptedException e) {
            return interrupted();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private TransferResult interrupted() throws TftpException {
        cancel();
        try {
            return task.result().get(TIDY_UP.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException | TimeoutException e) {
            task.abandon();
            throw new TransferCancelledException(remote);
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            Thread.currentThread().interrupt();
        }
    }

    private TftpException failure(ExecutionException e) {
        return e.getCause() instanceof TftpException failure
                ? failure
                : new TftpException(remote + ": internal error: " + e.getCause(), e.getCause());
    }

    /** Nobody waits any more for content that blocks. */
    void abandon() {
        task.abandon();
    }
}
