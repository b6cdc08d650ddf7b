package io.tftp.server.cli;

import io.tftp.core.file.LeftoverSweeper;
import io.tftp.core.link.AddressText;
import io.tftp.core.link.AddressUnavailableException;
import io.tftp.core.loop.Clock;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.loop.TokenBucket;
import io.tftp.server.Neighbours;
import io.tftp.server.TftpServer;
import io.tftp.server.config.Configuration;
import io.tftp.server.config.CurrentConfiguration;
import io.tftp.server.config.ServerSetup;
import io.tftp.server.config.Settings;
import io.tftp.server.files.ServedDirectory;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon from its start to its end. */
final class Daemon {

    private static final Logger LOGGER = LoggerFactory.getLogger(Daemon.class);

    /** What was asked for by a signal is said to the quiet, too. */
    private static final Logger STATE = LoggerFactory.getLogger(DaemonLog.STATE);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    /** File systems' clocks tick slowly. */
    private static final Duration CLOCK_MARGIN = Duration.ofSeconds(1);

    private final CurrentConfiguration current;
    private final UploadPolicy uploads;
    private final StopSwitch stop;
    private final Consumer<Runnable> onServing;
    private final Totals totals = new Totals();
    private final ContentPool lookups = new ContentPool("tftpd-lookups", 1);
    private final TransferLog log;
    private final Clock clock = Clock.system();
    private final long startNanos = clock.nanoTime();
    private final TokenBucket reports = new TokenBucket(1, 1, startNanos);

    /**
     * Creates it.
     *
     * @param current the settings
     * @param stop ends it when it is pressed
     * @param onServing runs once requests are answered; it gets what writes a report of the daemon's state to the log, which may be
     *     called by any thread
     */
    Daemon(CurrentConfiguration current, StopSwitch stop, Consumer<Runnable> onServing) {
        Configuration first = current.get();
        this.current = current;
        this.uploads = first.value(Settings.UPLOADS);
        this.stop = stop;
        this.onServing = onServing;
        this.log = new TransferLog(
                totals,
                new LimitLog(ServerSetup.serverLimits(first), first.value(Settings.MAX_WINDOW_MEMORY)),
                new Neighbours(lookups, clock),
                clock);
    }

    /**
     * Serves until the switch is pressed and running transfers had their time.
     *
     * @throws StartFailedException if it can't
     */
    void serve() throws StartFailedException {
        Configuration first = current.get();
        warnOfUnknown(first.unknown());
        ServedDirectory directory = openDirectory(first);
        try (directory;
                lookups;
                TftpServer server =
                        ServerSetup.server(current, directory).listener(log).build()) {
            start(server);
            stop.onHurry(server::close);
            onServing.accept(() -> report(server));
            LOGGER.info(
                    "tftpd {} serves {}, {}, on {}",
                    Version.current(),
                    LogText.name(first.value(Settings.DIRECTORY)
                            .toAbsolutePath()
                            .normalize()
                            .toString()),
                    uploadsText(),
                    named(server.addresses()));
            tidyUp(directory);
            awaitStop(server);
            LOGGER.info("stopping, {} under way", LogText.count(server.liveTransfers(), "transfer"));
            server.close(current.get().value(Settings.GRACE));
            log.writeLastCounts();
            LOGGER.info("stopped: {}", totals);
        } catch (IOException e) {
            LOGGER.debug("closing the directory failed", e);
        }
    }

    /** Once a second at most, however many signals come. */
    private void report(TftpServer server) {
        long now = clock.nanoTime();
        if (reports.tryTake(now)) {
            StateReport.lines(
                            Duration.ofNanos(now - startNanos),
                            server.addresses(),
                            server.liveTransfers(),
                            server.transfers(StateReport.MOST_LINES),
                            totals)
                    .forEach(STATE::info);
        }
    }

    private void awaitStop(TftpServer server) {
        IdleMemory memory = new IdleMemory(() -> server.liveTransfers() > 0, totals::requests, System::gc);
        while (!stop.await(CHECK_INTERVAL)) {
            memory.check();
            log.writeCounts();
        }
    }

    private static void warnOfUnknown(List<String> names) {
        if (!names.isEmpty()) {
            LOGGER.warn(
                    "ignored unknown settings: {}",
                    LogText.list(names.stream().map(LogText::name).toList()));
        }
    }

    private ServedDirectory openDirectory(Configuration configuration) throws StartFailedException {
        Path path = configuration.value(Settings.DIRECTORY);
        String name = LogText.name(path.toString());
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new StartFailedException(name + " is not a directory", null);
        }
        try {
            ServedDirectory directory = ServerSetup.openDirectory(configuration);
            if (uploads != UploadPolicy.NONE && !Files.isWritable(path)) {
                LOGGER.warn("this user can't write to {}: uploads into it will be refused", name);
            }
            return directory;
        } catch (AccessDeniedException e) {
            throw new StartFailedException("directory " + name + " can't be read: permission denied", e);
        } catch (IOException e) {
            String reason = Files.exists(path) ? e.toString() : "there is no such directory";
            throw new StartFailedException("can't serve " + name + ": " + reason, e);
        }
    }

    private static void start(TftpServer server) throws StartFailedException {
        try {
            server.start();
        } catch (AddressUnavailableException e) {
            throw new StartFailedException(BindAdvice.on(e), e);
        } catch (IOException e) {
            throw new StartFailedException("can't open sockets: " + e.getMessage(), e);
        }
    }

    private String uploadsText() {
        return switch (uploads) {
            case NONE -> "read-only";
            case NEW -> "uploads of new files allowed";
            case REPLACE -> "uploads allowed, existing files may be replaced";
        };
    }

    private static String named(List<InetSocketAddress> addresses) {
        List<String> names = addresses.stream().map(AddressText::of).toList();
        if (names.size() > LogText.MOST_NAMED) {
            LOGGER.debug("addresses: {}", String.join(", ", names));
        }
        return LogText.list(names);
    }

    /** Beside serving: a large tree takes minutes, and what is being uploaded now isn't touched. */
    private void tidyUp(ServedDirectory directory) {
        if (uploads == UploadPolicy.NONE) {
            return;
        }
        Thread sweeper = new Thread(() -> sweep(directory), "tftpd-sweeper");
        sweeper.setDaemon(true);
        sweeper.start();
    }

    /** Twice: of a process that was killed only just now, something may be too young to be sure. */
    private void sweep(ServedDirectory directory) {
        Duration wait = Duration.ZERO;
        while (!stop.await(wait)) {
            int removed = directory.sweepLeftovers();
            if (removed > 0) {
                LOGGER.info("removed {} from an earlier run", LogText.count(removed, "unfinished upload"));
            }
            if (!wait.isZero()) {
                return;
            }
            wait = LeftoverSweeper.RESERVED_FOR_LONG.plus(CLOCK_MARGIN);
        }
    }
}
