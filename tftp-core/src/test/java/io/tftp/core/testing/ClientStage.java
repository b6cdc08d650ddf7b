package io.tftp.core.testing;

import io.tftp.core.transfer.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Where a {@link ClientScript} is played: a server, and a client's end that does as it is told. One thread at a time. */
public interface ClientStage extends AutoCloseable {

    /**
     * A file is there to be read. Before {@link #open}.
     *
     * @param name its path below the served directory, with {@code /}
     * @param content what is in it
     * @throws IOException if it can't be written
     */
    void file(String name, byte[] content) throws IOException;

    /**
     * The server starts.
     *
     * @param uploads whether it takes new files
     * @param waits whether the script has to do with the server's timers; if not, they had better not run out
     * @throws IOException if it can't
     */
    void open(boolean uploads, boolean waits) throws IOException;

    /**
     * Whether time runs by itself, so that the server may send again what it sent before whenever it likes.
     *
     * @return false if time is the script's
     */
    boolean realTime();

    /**
     * The client speaks.
     *
     * @param datagram from position to limit
     * @param request whether to the port for requests; else to where the latest datagram came from
     * @throws IOException if it can't
     */
    void say(ByteBuffer datagram, boolean request) throws IOException;

    /**
     * The client listens.
     *
     * @return the next datagram; empty if none comes: at once, or in real time, after a long while
     * @throws IOException if it can't
     */
    Optional<ByteBuffer> hear() throws IOException;

    /**
     * The client listens for a short while.
     *
     * @return a datagram that came, or empty, as it should be
     * @throws IOException if it can't
     */
    Optional<ByteBuffer> silence() throws IOException;

    /**
     * Time passes for the client. In real time only a little: what the server does late is heard when it comes.
     *
     * @param time how much
     */
    void pass(Duration time);

    /**
     * The client goes on with another port.
     *
     * @throws IOException if it can't
     */
    void newPort() throws IOException;

    /**
     * The client's port is closed, which the server's network tells it when it sends there.
     *
     * @throws IOException if it can't
     */
    void closePort() throws IOException;

    /**
     * How the next transfer ended at the server's.
     *
     * @return its outcome, or empty if this server doesn't tell
     */
    Optional<Outcome.Kind> ended();

    /**
     * What an upload left.
     *
     * @param name its path
     * @return what is in the file, or empty if there is none
     * @throws IOException if it can't be read
     */
    Optional<byte[]> stored(String name) throws IOException;

    @Override
    void close() throws IOException;
}
