package io.tftp.client;

import io.tftp.core.options.Proposal;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.wire.TransferMode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Collects what a {@link TftpClient} needs. Each method returns the builder, and refuses at once what is out of range. Not
 * thread-safe.
 */
public final class TftpClientBuilder {

    private OptionalInt blockSizeBytes = ClientSettings.DEFAULTS.blockSizeBytes();
    private OptionalInt windowSize = ClientSettings.DEFAULTS.windowSize();
    private RetryPolicy policy = ClientSettings.DEFAULTS.policy();
    private TransferMode mode = ClientSettings.DEFAULTS.mode();
    private boolean options = ClientSettings.DEFAULTS.options();
    private Optional<InetAddress> localAddress = ClientSettings.DEFAULTS.localAddress();
    private boolean anyAddress = ClientSettings.DEFAULTS.anyAddress();
    private Resolver resolver = Resolver.SYSTEM;
    private AddressFamily family = ClientSettings.DEFAULTS.family();
    private int blockingThreads = ClientSettings.DEFAULTS.blockingThreads();

    TftpClientBuilder() {}

    /**
     * Asks for blocks of this size (RFC 2348). Without it, for the largest that the way to the server carries in one packet,
     * as far as this host knows: 1468 bytes on Ethernet.
     *
     * @param bytes 8..65464
     * @return this
     */
    public TftpClientBuilder blockSize(int bytes) {
        blockSizeBytes = Proposal.NONE.withBlockSizeBytes(bytes).blockSizeBytes();
        return this;
    }

    /**
     * Asks for windows of so many blocks (RFC 7440). Without it for 64, or fewer of large blocks, so that a window fits into
     * the socket buffer that a system usually grants. More than 64 MiB to a window are never asked for.
     *
     * @param blocks 1..32767
     * @return this
     */
    public TftpClientBuilder windowSize(int blocks) {
        windowSize = Proposal.NONE.withWindowSize(blocks).windowSize();
        return this;
    }

    /**
     * Waits so long for an answer before a packet is sent again. The wait doubles with each resend, up to 5 s or to this
     * timeout if it is longer, and follows the measured round trip once there is one. Whole seconds are asked of the server
     * too (RFC 2349). Without it 1 s.
     *
     * @param timeout 1 ms to 255 s
     * @return this
     */
    public TftpClientBuilder timeout(Duration timeout) {
        policy = policy.withTimeout(timeout);
        return this;
    }

    /**
     * Sends a request so many times again. Without it 5 times, which with the usual timeout gives a silent server up after
     * 22 s. A server that never answers is given up after 60 s, whatever is set.
     *
     * @param retries 0..100
     * @return this
     */
    public TftpClientBuilder retries(int retries) {
        policy = policy.withRetries(retries);
        return this;
    }

    /**
     * Transfers in this mode what names no mode of its own. Without it octet: the bytes as they are.
     *
     * @param newMode the mode
     * @return this
     */
    public TftpClientBuilder mode(TransferMode newMode) {
        mode = Objects.requireNonNull(newMode, "mode");
        return this;
    }

    /**
     * Asks for no options: plain RFC 1350, for servers that choke on them.
     *
     * @return this
     */
    public TftpClientBuilder noOptions() {
        options = false;
        return this;
    }

    /**
     * Sends from an address of this host. Without it the system chooses.
     *
     * @param address one of this host's; the server is then reached by an address of the same family
     * @return this
     */
    public TftpClientBuilder localAddress(InetAddress address) {
        localAddress = Optional.of(address);
        return this;
    }

    /**
     * Takes answers from another address than the server's too, as some servers with several addresses send them. Anyone who
     * guesses the client's port can then answer first.
     *
     * @return this
     */
    public TftpClientBuilder anyAddress() {
        anyAddress = true;
        return this;
    }

    /**
     * Reaches servers by addresses of one family.
     *
     * @param newFamily the family
     * @return this
     */
    public TftpClientBuilder addressFamily(AddressFamily newFamily) {
        family = Objects.requireNonNull(newFamily, "family");
        return this;
    }

    /** Finds servers in another way than the system's, for tests. */
    TftpClientBuilder resolver(Resolver newResolver) {
        resolver = newResolver;
        return this;
    }

    /**
     * Sets how many threads may be held up at once by content that may block, such as a pipe that nobody writes to, and by names that
     * are looked up: each transfer takes one at most. They are made when they are needed and end when they are idle; where all are
     * held up, further such transfers wait. Regular files have a few threads of their own and aren't concerned.
     *
     * @param most 1 or more; 512 without it
     * @return this
     */
    public TftpClientBuilder blockingThreads(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("blockingThreads must be 1 or more, not " + most);
        }
        blockingThreads = most;
        return this;
    }

    /**
     * Makes the client. It takes up no thread and no socket before its first transfer.
     *
     * @return a new client
     */
    public TftpClient build() {
        return new TftpClient(
                new ClientSettings(
                        blockSizeBytes,
                        windowSize,
                        policy,
                        mode,
                        options,
                        localAddress,
                        anyAddress,
                        family,
                        blockingThreads),
                resolver);
    }
}
