package io.tftp.client.cli;

import io.tftp.client.RemoteFile;
import io.tftp.client.TransferSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.commons.io.FilenameUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tftp put}. */
@Command(
        name = "put",
        header = "Puts a file onto a TFTP server.",
        customSynopsis = {
            "tftp put [OPTION]... HOST[:PORT] LOCAL|- [REMOTE]",
            "       tftp put [OPTION]... tftp://HOST[:PORT]/REMOTE[;mode=MODE] LOCAL|-"
        },
        description = {
            "%nLOCAL is a file; - is standard input. Without REMOTE the file keeps its name, without the directories."
                    + " It is done when the server has confirmed the last byte.%n"
        },
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PutCommand implements Callable<Integer> {

    private static final String STDIN = "-";

    private final StandardStreams streams;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final TransferOptions options = new TransferOptions();

    @Parameters(hidden = true, arity = "0..*")
    private final List<String> arguments = new ArrayList<>();

    PutCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        try {
            return put();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int put() {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException("say where to and which file: HOST LOCAL, or a tftp:// URI and LOCAL");
        }
        boolean uri = RemoteFile.isUri(arguments.get(0));
        int most = uri ? 2 : 3;
        if (arguments.size() > most) {
            throw new IllegalArgumentException("too many arguments, from '" + arguments.get(most) + "' on");
        }
        String local = arguments.get(1);
        if (local.isEmpty()) {
            throw new IllegalArgumentException("LOCAL is empty");
        }
        RemoteFile remote = uri
                ? Remotes.ofUri(arguments.get(0), options)
                : Remotes.of(arguments.get(0), arguments.size() == most ? arguments.get(2) : name(local), options);
        TransferSource source = source(local);
        return new TransferRun(options, streams, "put")
                .run(remote, (client, observer) -> client.startPut(source, remote, observer));
    }

    private static String name(String local) {
        if (local.equals(STDIN)) {
            throw new IllegalArgumentException("standard input has no name: say what REMOTE is to be");
        }
        String name = FilenameUtils.getName(local);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("'" + local + "' ends in no file name");
        }
        return name;
    }

    private TransferSource source(String local) {
        if (local.equals(STDIN)) {
            return TransferSource.stream(streams.in(), OptionalLong.empty());
        }
        try {
            return TransferSource.file(Path.of(local));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + local + "' is no file name here: " + e.getReason(), e);
        }
    }
}
