package io.tftp.client;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.NetasciiSink;
import io.tftp.core.net.ContentPool;
import io.tftp.core.net.DatagramPort;
import io.tftp.core.net.EventLoop;
import io.tftp.core.net.TransferListener;
import io.tftp.core.net.TransferSession;
import io.tftp.core.options.Proposal;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a get writes. */
final class GetCargo implements Cargo {

    private final TransferTarget target;
    private @Nullable BlockSink sink;
    private volatile boolean touched;
    private volatile @Nullable Exception failure;

    GetCargo(TransferTarget target) {
        this.target = target;
    }

    @Override
    public void open(TransferMode mode) throws IOException {
        BlockSink opened = target.open();
        sink = mode == TransferMode.NETASCII ? new NetasciiSink(opened) : opened;
    }

    @Override
    public Request request(String name, TransferMode mode, Proposal proposal) {
        return new ReadRequest(name, mode, proposal.toReadOptions());
    }

    @Override
    public TransferSession session(
            EventLoop loop,
            ContentPool pool,
            DatagramPort port,
            Request request,
            RetryPolicy policy,
            TransferListener to) {
        // The size that servers tell is that of their file; in netascii something else travels.
        boolean checksSize = request.mode() == TransferMode.OCTET;
        BlockSink opened = sink;
        if (opened == null) {
            throw new IllegalStateException("not open");
        }
        return TransferSession.receiving(
                loop, pool, port, Opening.request(request), policy, checksSize, new Kept(opened), to);
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public boolean touched() {
        return touched;
    }

    @Override
    public Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() throws IOException {
        BlockSink opened = sink;
        sink = null;
        if (opened != null) {
            opened.close();
        }
    }

    /** The sink as a session sees it: not closed with the session, and watched. */
    private final class Kept implements BlockSink {

        private final BlockSink kept;

        Kept(BlockSink kept) {
            this.kept = kept;
        }

        @Override
        public void write(ByteBuffer block) throws IOException {
            touched = true;
            try {
                kept.write(block);
            } catch (IOException | RuntimeException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public void commit() throws IOException {
            touched = true;
            try {
                kept.commit();
            } catch (IOException | RuntimeException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public void close() {
            // The cargo is closed when the transfer is over, which may take more than one session.
        }

        @Override
        public boolean mayBlock() {
            return kept.mayBlock();
        }
    }
}
