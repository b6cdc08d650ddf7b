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
 * Settings for a new {@link TftpClient}. Each method returns the builder, and throws {@link IllegalArgumentException} at once if a value
 * is out of range. Not thread-safe.
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
     * Sets the block size to request (RFC 2348). The default is the largest that fits into one packet on the route to the server, as
     * far as this host knows: 1468 bytes on Ethernet.
     *
     * @param bytes 8..65464
     * @return this
     */
    public TftpClientBuilder blockSize(int bytes) {
        blockSizeBytes = Proposal.NONE.withBlockSizeBytes(bytes).blockSizeBytes();
        return this;
    }

    /**
     * Sets the window size to request (RFC 7440). The default is 64 blocks, or fewer if blocks are large, so that a window fits into
     * the usual socket buffer. The client never requests windows of more than 64 MiB.
     *
     * @param blocks 1..32767
     * @return this
     */
    public TftpClientBuilder windowSize(int blocks) {
        windowSize = Proposal.NONE.withWindowSize(blocks).windowSize();
        return this;
    }

    /**
     * Sets how long to wait for an answer before sending a packet again. The wait doubles with each resend, up to 5 s, or up to this
     * timeout if that is longer; once a round trip was measured, the wait follows it. A whole number of seconds is also requested from
     * the server (RFC 2349). The default is 1 s.
     *
     * @param timeout 1 ms to 255 s
     * @return this
     */
    public TftpClientBuilder timeout(Duration timeout) {
        policy = policy.withTimeout(timeout);
        return this;
    }

    /**
     * Sets how often a request is sent again. The default is 5 times, which gives up a silent server after 22 s with the default
     * timeout. A server that never answers is given up after 60 s at the latest.
     *
     * @param retries 0..100
     * @return this
     */
    public TftpClientBuilder retries(int retries) {
        policy = policy.withRetries(retries);
        return this;
    }

    /**
     * Sets the mode for remote files that don't name one. The default is octet, which leaves the bytes unchanged.
     *
     * @param newMode the mode
     * @return this
     */
    public TftpClientBuilder mode(TransferMode newMode) {
        mode = Objects.requireNonNull(newMode, "mode");
        return this;
    }

    /**
     * Requests no options: plain RFC 1350, for servers that choke on them.
     *
     * @return this
     */
    public TftpClientBuilder noOptions() {
        options = false;
        return this;
    }

    /**
     * Sets the local address to send from. By default the system chooses.
     *
     * @param address an address of this host; only server addresses of the same family are then used
     * @return this
     */
    public TftpClientBuilder localAddress(InetAddress address) {
        localAddress = Optional.of(address);
        return this;
    }

    /**
     * Accepts replies from addresses other than the server's, as some servers with several addresses send them. Anyone who guesses the
     * client's port can then answer first.
     *
     * @return this
     */
    public TftpClientBuilder anyAddress() {
        anyAddress = true;
        return this;
    }

    /**
     * Sets which of a server's addresses to use. The default is any.
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
     * Sets the maximum number of threads for content that may block, such as a pipe that nobody writes to, and for name lookups. A
     * transfer uses one at most. Threads start when needed and end when idle; if all of them are blocked, further such transfers wait.
     * Regular files are not affected: they have a few threads of their own.
     *
     * @param most 1 or more; the default is 512
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
     * Creates the client. It uses no thread and no socket before its first transfer.
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
