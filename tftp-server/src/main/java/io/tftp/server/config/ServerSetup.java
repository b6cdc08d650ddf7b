package io.tftp.server.config;

import io.tftp.core.options.Limits;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.server.DirectoryHandler;
import io.tftp.server.ServerLimits;
import io.tftp.server.TftpServer;
import io.tftp.server.TftpServerBuilder;
import io.tftp.server.files.ServedDirectory;
import io.tftp.server.files.UploadLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes of a configuration what the gate and the strongroom go by: the one place where settings become theirs. */
public final class ServerSetup {

    private ServerSetup() {}

    /**
     * Opens the directory to serve.
     *
     * @param configuration which one, and what it takes
     * @return the directory, to be closed
     * @throws IOException if there is no such directory or it can't be opened
     */
    public static ServedDirectory openDirectory(Configuration configuration) throws IOException {
        return ServedDirectory.open(
                configuration.value(Settings.DIRECTORY),
                configuration.value(Settings.UPLOADS),
                new UploadLimits(
                        bytes(configuration, Settings.MAX_UPLOAD_SIZE), bytes(configuration, Settings.UPLOAD_QUOTA)));
    }

    private static OptionalLong bytes(Configuration configuration, Setting<Long> setting) {
        Optional<Long> bytes = configuration.find(setting);
        return bytes.isPresent() ? OptionalLong.of(bytes.get()) : OptionalLong.empty();
    }

    /**
     * What clients may have at most.
     *
     * @param configuration the settings
     * @return the limits
     */
    public static ServerLimits serverLimits(Configuration configuration) {
        return new ServerLimits(
                configuration.value(Settings.MAX_TRANSFERS),
                configuration.value(Settings.MAX_CLIENT_TRANSFERS),
                configuration.value(Settings.MAX_CLIENT_REQUESTS),
                configuration.value(Settings.MAX_RATE),
                configuration.value(Settings.MAX_TRANSFER_RATE),
                configuration.value(Settings.MAX_TRANSFER_TIME),
                configuration.value(Settings.OVER_LIMIT) == OverLimit.ERROR,
                configuration.value(Settings.LIMIT_LOOPBACK));
    }

    /**
     * Sets a server up.
     *
     * @param current the settings; of those that are {@linkplain Setting#isReloadable reloadable}, each request is judged by what they
     *     are when it comes
     * @param directory what to serve; to be closed after the server
     * @return the builder, which has all but a listener
     */
    public static TftpServerBuilder server(CurrentConfiguration current, ServedDirectory directory) {
        Configuration first = current.get();
        TftpServerBuilder builder = TftpServer.builder()
                .handler(new DirectoryHandler(directory))
                .limits(limits(first))
                // Who names a block size knows the path better than the interface does.
                .fitBlocksToMtu(first.find(Settings.MAX_BLKSIZE).isEmpty())
                .retryPolicy(RetryPolicy.DEFAULT
                        .withTimeout(first.value(Settings.TIMEOUT))
                        .withRetries(first.value(Settings.RETRIES)))
                .portRange(first.value(Settings.PORT_RANGE))
                .serverLimits(serverLimits(first))
                .mostWindowMemory(first.value(Settings.MAX_WINDOW_MEMORY))
                .access((request, client) -> current.get().access().allows(request, client));
        setSinglePort(builder, first);
        int port = first.value(Settings.PORT);
        List<InetAddress> addresses = first.values(Settings.ADDRESS);
        if (addresses.isEmpty()) {
            builder.port(port);
        }
        addresses.forEach(each -> builder.address(new InetSocketAddress(each, port)));
        return builder;
    }

    private static Limits limits(Configuration configuration) {
        return new Limits(
                configuration.find(Settings.MAX_BLKSIZE).orElse(Limits.DEFAULTS.maxBlockSizeBytes()),
                configuration.value(Settings.MAX_WINDOWSIZE),
                configuration.value(Settings.MAX_WINDOW_BYTES).intValue());
    }

    private static void setSinglePort(TftpServerBuilder builder, Configuration configuration) {
        List<Network> networks = configuration.values(Settings.SINGLE_PORT_FOR);
        if (configuration.value(Settings.SINGLE_PORT)) {
            builder.singlePort();
        } else if (!networks.isEmpty()) {
            builder.singlePort(client -> networks.stream().anyMatch(network -> network.contains(client)));
        }
    }
}
