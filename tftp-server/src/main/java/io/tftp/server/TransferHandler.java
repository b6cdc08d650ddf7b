package io.tftp.server;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.session.RefusedException;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.WriteRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Opens the content that clients ask for. What isn't overridden is refused.
 *
 * <p>Called by several threads at once: it must be thread-safe. {@link #read} and {@link #write} are called on helper threads of
 * the server's, and may wait; how many may at once {@link TftpServerBuilder#blockingThreads} says. {@link #readAtOnce} and
 * {@link #isLocal} must not wait. An exception refuses the request: {@link RefusedException} with a code of the handler's choice, those of {@code java.nio.file}
 * with the code that fits, all others with code 0. The translation of netascii is the server's affair.
 */
public interface TransferHandler {

    /**
     * Whether what a request asks for is local: to open it, read it, write it and close it waits for this host's disks at most, and
     * for nobody else. Such content is never kept waiting by other that is slow, which has threads of its own. Content that says that
     * it may block goes with the slow, once it is open. Called on the thread that receives all requests.
     *
     * @param request the request, as for {@link #read}
     * @param client who asks
     * @return false if it may wait for something else, such as a network, a pipe or a program
     */
    default boolean isLocal(Request request, InetSocketAddress client) {
        return false;
    }

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
