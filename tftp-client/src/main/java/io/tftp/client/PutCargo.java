package io.tftp.client;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.NetasciiSource;
import io.tftp.core.link.DatagramPort;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.options.Proposal;
import io.tftp.core.session.SessionLoop;
import io.tftp.core.session.TransferListener;
import io.tftp.core.session.TransferSession;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** What a put reads. */
final class PutCargo extends Cargo<BlockSource> {

    private final TransferSource from;
    private OptionalLong size = OptionalLong.empty();

    PutCargo(TransferSource from) {
        this.from = from;
    }

    @Override
    BlockSource openContent(TransferMode mode) throws IOException {
        BlockSource opened = HeadStart.of(given(from.open(), "source"));
        BlockSource source = mode == TransferMode.NETASCII ? new NetasciiSource(opened) : opened;
        size = source.size();
        return source;
    }

    @Override
    boolean mayBlock(BlockSource opened) {
        return opened.mayBlock();
    }

    @Override
    boolean isLocal() {
        return from.isLocal();
    }

    @Override
    boolean leavesNoTrace() {
        return true;
    }

    @Override
    Request request(String name, TransferMode mode, Proposal proposal) {
        return new WriteRequest(name, mode, proposal.toOptions(size));
    }

    @Override
    TransferSession session(
            SessionLoop loop,
            ContentPool pool,
            DatagramPort port,
            Request request,
            RetryPolicy policy,
            TransferListener to) {
        return TransferSession.sending(loop, pool, port, Opening.request(request), policy, new Loan(lend()), to);
    }

    @Override
    OptionalLong size() {
        return size;
    }

    /** The source as a session sees it. */
    private final class Loan implements BlockSource {

        private final BlockSource source;

        Loan(BlockSource source) {
            this.source = source;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            touch();
            try {
                return source.read(target);
            } catch (IOException | RuntimeException e) {
                failed(e);
                throw e;
            }
        }

        @Override
        public boolean isConfirmed() throws IOException {
            try {
                return source.isConfirmed();
            } catch (IOException | RuntimeException e) {
                failed(e);
                throw e;
            }
        }

        @Override
        public void confirm() throws IOException {
            try {
                source.confirm();
            } catch (IOException | RuntimeException e) {
                failed(e);
                throw e;
            }
        }

        @Override
        public OptionalLong size() {
            return source.size();
        }

        @Override
        public boolean mayBlock() {
            return source.mayBlock();
        }

        @Override
        public void close() throws IOException {
            giveBack();
        }
    }
}
