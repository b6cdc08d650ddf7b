package io.tftp.client.cli;

import io.tftp.client.RemoteFile;
import io.tftp.client.TransferTarget;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.io.FilenameUtils;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code tftp get}. */
final class GetCommand implements Callable<Integer> {

    private final StandardStreams streams;

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    GetCommand(StandardStreams streams) {
        this.streams = streams;
    }

    /** Describes it. */
    CommandSpec spec() {
        spec.usageMessage()
                .header("Gets a file from a TFTP server.")
                .customSynopsis(
                        "tftp get [OPTION]... HOST[:PORT] REMOTE [LOCAL|-]",
                        "       tftp get [OPTION]... tftp://HOST[:PORT]/REMOTE[;mode=MODE] [LOCAL|-]")
                .description(
                        "%nLOCAL is a file or a directory; - is standard output. Without LOCAL, the file keeps its remote name and goes to"
                                + " the current directory. It appears only when it is complete: a failed get leaves an existing file"
                                + " unchanged.%n");
        TransferOptions.addTo(spec);
        return Commands.describe(spec.addPositional(Commands.arguments()));
    }

    @Override
    public Integer call() {
        return Commands.checkingUsage(spec, this::get);
    }

    private int get() {
        ParseResult parsed = spec.commandLine().getParseResult();
        TransferOptions options = new TransferOptions(parsed);
        List<String> arguments = parsed.matchedPositionalValue(0, List.of());
        boolean uri = !arguments.isEmpty() && RemoteFile.isUri(arguments.get(0));
        int named = uri ? 1 : 2;
        if (arguments.size() < named) {
            throw new IllegalArgumentException("missing argument: give HOST and REMOTE, or a tftp:// URI");
        }
        if (arguments.size() > named + 1) {
            throw new IllegalArgumentException("unexpected argument '" + arguments.get(named + 1) + "'");
        }
        if (arguments.size() > named && arguments.get(named).isEmpty()) {
            throw new IllegalArgumentException("LOCAL is empty");
        }
        RemoteFile remote = uri
                ? Remotes.ofUri(arguments.get(0), options)
                : Remotes.of(arguments.get(0), arguments.get(1), options);
        if (Remotes.isDirectory(remote)) {
            throw new IllegalArgumentException("'" + remote.name() + "' is a directory: name a file in it");
        }
        String local = arguments.size() > named ? arguments.get(named) : "";
        TransferRun run = new TransferRun(options, streams, "get");
        if (local.equals("-")) {
            TransferTarget target = TransferTarget.stream(streams.out());
            return run.run(
                    remote,
                    Aftermath.ofGetInto("standard output"),
                    (client, observer) -> client.startGet(remote, target, observer));
        }
        Path file = file(remote, local);
        LeftoverSweep sweep = LeftoverSweep.beside(file);
        try {
            return run.run(
                    remote,
                    Aftermath.ofGet(file),
                    (client, observer) -> client.startGet(remote, TransferTarget.file(file), observer));
        } finally {
            sweep.finish();
        }
    }

    private static Path file(RemoteFile remote, String local) {
        Path path = path(local);
        // What ends in a slash means a directory even if there is none, and must not become a file of that name.
        boolean directory = local.isEmpty() || local.endsWith("/") || Files.isDirectory(path);
        if (!directory) {
            return path;
        }
        String name = FilenameUtils.getName(remote.name());
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("'" + remote.name() + "' doesn't end in a file name: specify LOCAL");
        }
        return path.resolve(path(name));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is not a valid file name: " + e.getReason(), e);
        }
    }
}
