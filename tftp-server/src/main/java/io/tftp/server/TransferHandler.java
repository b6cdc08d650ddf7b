package io.tftp.server;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.net.RefusedException;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.WriteRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Opens the content that clients ask for. What isn't overridden is refused.
 *
 * <p>Called on the server's pool of helper threads, by several at once, but for {@link #readAtOnce}: it may wait for a disk, and must be thread-safe. An
 * exception refuses the request: {@link RefusedException} with a code of the handler's choice, those of {@code java.nio.file}
 * with the code that fits, all others with code 0. The translation of netascii is the server's affair.
 */
public interface TransferHandler {

    /**
     * Opens what a client wants to read.
     *
     * @param request the request; its file name is as the client wrote it, and not to be trusted
     * @param client who asks
     * @return the content, which the server closes; a stream opened for it is closed with it if {@link
     *     io.tftp.core.content.StreamSource#owning} made the source
     * @throws IOException to refuse
     */
    default BlockSource read(ReadRequest request, InetSocketAddress client) throws IOException {
        throw new RefusedException(ErrorCode.ACCESS_VIOLATION, "reading is not allowed");
    }

    /**
     * Opens what a client wants to read, if that can be done without waiting for anything: from memory. Only a way to save
     * time. Called before {@link #read}, on the thread that receives all requests.
     *
     * @param request the request, as for {@link #read}
     * @param client who asks
     * @return the content, in memory too; empty to be asked by {@link #read}
     */
    default Optional<BlockSource> readAtOnce(ReadRequest request, InetSocketAddress client) {
        return Optional.empty();
    }

    /**
     * Opens where a client's upload goes to.
     *
     * @param request the request; its file name is as the client wrote it, and not to be trusted
     * @param declaredBytes the size that the client announced, if it did and its mode makes it exact
     * @param client who asks
     * @return where the content goes to; the server commits it when it is complete, and closes it
     * @throws IOException to refuse
     */
    default BlockSink write(WriteRequest request, OptionalLong declaredBytes, InetSocketAddress client)
            throws IOException {
        throw new RefusedException(ErrorCode.ACCESS_VIOLATION, "writing is not allowed");
    }
}
