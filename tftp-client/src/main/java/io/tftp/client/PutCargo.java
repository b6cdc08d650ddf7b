package io.tftp.client;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.NetasciiSource;
import io.tftp.core.net.ContentPool;
import io.tftp.core.net.DatagramPort;
import io.tftp.core.net.EventLoop;
import io.tftp.core.net.TransferListener;
import io.tftp.core.net.TransferSession;
import io.tftp.core.options.Proposal;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a put reads. */
final class PutCargo implements Cargo {

    private final TransferSource from;
    private @Nullable BlockSource source;
    private OptionalLong size = OptionalLong.empty();
    private volatile boolean touched;
    private volatile @Nullable Exception failure;

    PutCargo(TransferSource from) {
        this.from = from;
    }

    @Override
    public void open(TransferMode mode) throws IOException {
        BlockSource opened = from.open();
        source = mode == TransferMode.NETASCII ? new NetasciiSource(opened) : opened;
        size = source.size();
    }

    @Override
    public Request request(String name, TransferMode mode, Proposal proposal) {
        return new WriteRequest(name, mode, proposal.toOptions(size));
    }

    @Override
    public TransferSession session(
            EventLoop loop,
            ContentPool pool,
            DatagramPort port,
            Request request,
            RetryPolicy policy,
            TransferListener to) {
        BlockSource opened = source;
        if (opened == null) {
            throw new IllegalStateException("not open");
        }
        return TransferSession.sending(loop, pool, port, Opening.request(request), policy, new Kept(opened), to);
    }

    @Override
    public OptionalLong size() {
        return size;
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
        BlockSource opened = source;
        source = null;
        if (opened != null) {
            opened.close();
        }
    }

    /** The source as a session sees it: not closed with the session, and watched. */
    private final class Kept implements BlockSource {

        private final BlockSource kept;

        Kept(BlockSource kept) {
            this.kept = kept;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            touched = true;
            try {
                return kept.read(target);
            } catch (IOException | RuntimeException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public OptionalLong size() {
            return kept.size();
        }

        @Override
        public boolean mayBlock() {
            return kept.mayBlock();
        }

        @Override
        public void close() {
            // The cargo is closed when the transfer is over, which may take more than one session.
        }
    }
}
