package io.tftp.client;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.NetasciiSink;
import io.tftp.core.link.DatagramPort;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.options.Proposal;
import io.tftp.core.session.SessionLoop;
import io.tftp.core.session.TransferListener;
import io.tftp.core.session.TransferSession;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** What a get writes. */
final class GetCargo extends Cargo<BlockSink> {

    private final TransferTarget target;

    GetCargo(TransferTarget target) {
        this.target = target;
    }

    @Override
    BlockSink openContent(TransferMode mode) throws IOException {
        BlockSink opened = given(target.open(), "target");
        return mode == TransferMode.NETASCII ? new NetasciiSink(opened) : opened;
    }

    @Override
    boolean mayBlock(BlockSink opened) {
        return opened.mayBlock();
    }

    @Override
    boolean isLocal() {
        return target.isLocal();
    }

    @Override
    boolean leavesNoTrace() {
        return false;
    }

    @Override
    Request request(String name, TransferMode mode, Proposal proposal) {
        return new ReadRequest(name, mode, proposal.toReadOptions());
    }

    @Override
    TransferSession session(
            SessionLoop loop,
            ContentPool pool,
            DatagramPort port,
            Request request,
            RetryPolicy policy,
            TransferListener to) {
        // The size that servers tell is that of their file; in netascii something else travels.
        boolean checksSize = request.mode() == TransferMode.OCTET;
        return TransferSession.receiving(
                loop, pool, port, Opening.request(request), policy, checksSize, new Loan(lend()), to);
    }

    @Override
    OptionalLong size() {
        return OptionalLong.empty();
    }

    /** The sink as a session sees it. */
    private final class Loan implements BlockSink {

        private final BlockSink sink;

        Loan(BlockSink sink) {
            this.sink = sink;
        }

        @Override
        public void write(ByteBuffer block) throws IOException {
            touch();
            try {
                sink.write(block);
            } catch (IOException | RuntimeException e) {
                failed(e);
                throw e;
            }
        }

        @Override
        public void commit() throws IOException {
            touch();
            try {
                sink.commit();
            } catch (IOException | RuntimeException e) {
                failed(e);
                throw e;
            }
        }

        @Override
        public boolean mayBlock() {
            return sink.mayBlock();
        }

        @Override
        public void close() throws IOException {
            giveBack();
        }
    }
}
