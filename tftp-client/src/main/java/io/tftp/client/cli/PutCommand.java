package io.tftp.client.cli;

import io.tftp.client.RemoteFile;
import io.tftp.client.TransferSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code tftp put}. */
final class PutCommand implements Callable<Integer> {

    private static final String STDIN = "-";

    private final StandardStreams streams;

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    PutCommand(StandardStreams streams) {
        this.streams = streams;
    }

    /** Describes it. */
    CommandSpec spec() {
        spec.usageMessage()
                .header("Puts a file on a TFTP server.")
                .customSynopsis(
                        "tftp put [OPTION]... HOST[:PORT] LOCAL|- [REMOTE]",
                        "       tftp put [OPTION]... tftp://HOST[:PORT]/REMOTE[;mode=MODE] LOCAL|-")
                .description(
                        "%nLOCAL is a file; - is standard input. Without REMOTE, the file keeps its name, without directories; a REMOTE"
                                + " that ends in a slash is the directory it goes to. A put succeeds when the server has acknowledged the"
                                + " last block.%n");
        TransferOptions.addTo(spec);
        return Commands.describe(spec.addPositional(Commands.arguments()));
    }

    @Override
    public Integer call() {
        return Commands.checkingUsage(spec, this::put);
    }

    private int put() {
        ParseResult parsed = spec.commandLine().getParseResult();
        TransferOptions options = new TransferOptions(parsed);
        List<String> arguments = parsed.matchedPositionalValue(0, List.of());
        if (arguments.size() < 2) {
            throw new IllegalArgumentException("missing argument: give HOST and LOCAL, or a tftp:// URI and LOCAL");
        }
        boolean uri = RemoteFile.isUri(arguments.get(0));
        int most = uri ? 2 : 3;
        if (arguments.size() > most) {
            throw new IllegalArgumentException("unexpected argument '" + arguments.get(most) + "'");
        }
        String local = arguments.get(1);
        if (local.isEmpty()) {
            throw new IllegalArgumentException("LOCAL is empty");
        }
        RemoteFile remote = remote(
                uri
                        ? Remotes.ofUri(arguments.get(0), options)
                        : Remotes.of(
                                arguments.get(0), arguments.size() == most ? arguments.get(2) : name(local), options),
                local);
        TransferSource source = source(local);
        return new TransferRun(options, streams, "put")
                .run(remote, Aftermath.ofPut(), (client, observer) -> client.startPut(source, remote, observer));
    }

    private static RemoteFile remote(RemoteFile named, String local) {
        return Remotes.isDirectory(named) ? Remotes.within(named, name(local)) : named;
    }

    private static String name(String local) {
        if (local.equals(STDIN)) {
            throw new IllegalArgumentException("standard input has no name: specify REMOTE");
        }
        Path name = path(local).getFileName(); // by this system's separators: a backslash may be part of a name
        if (name == null || local.endsWith("/")) {
            throw new IllegalArgumentException("'" + local + "' doesn't end in a file name");
        }
        return name.toString();
    }

    private TransferSource source(String local) {
        if (local.equals(STDIN)) {
            return TransferSource.stream(streams.in(), OptionalLong.empty());
        }
        return TransferSource.file(path(local));
    }

    private static Path path(String local) {
        try {
            return Path.of(local);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + local + "' is not a valid file name: " + e.getReason(), e);
        }
    }
}
