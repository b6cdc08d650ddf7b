package io.tftp.client.cli;

import io.tftp.client.HostPort;
import io.tftp.client.RemoteFile;
import io.tftp.core.wire.TransferMode;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts a remote file together from arguments and options. What doesn't fit is an {@link IllegalArgumentException}. */
final class Remotes {

    private Remotes() {}

    static RemoteFile ofUri(String uri, TransferOptions options) {
        RemoteFile remote = RemoteFile.parse(uri);
        boolean hasPort = HostPort.parse(authority(uri)).port().isPresent();
        int port = port(hasPort ? OptionalInt.of(remote.port()) : OptionalInt.empty(), options.port());
        Optional<TransferMode> mode = options.mode();
        if (mode.isPresent() && remote.mode().isPresent() && !mode.equals(remote.mode())) {
            throw new IllegalArgumentException("--mode conflicts with the mode in the URI");
        }
        return new RemoteFile(remote.host(), port, remote.name(), remote.mode());
    }

    private static String authority(String uri) {
        int start = uri.indexOf("//") + 2;
        return uri.substring(start, uri.indexOf('/', start));
    }

    static RemoteFile of(String server, String name, TransferOptions options) {
        return of(server, name, options.port());
    }

    static RemoteFile of(String server, String name, OptionalInt portOption) {
        HostPort parsed = HostPort.parse(server);
        return RemoteFile.of(parsed.host(), port(parsed.port(), portOption), name);
    }

    /** Whether a remote name means a directory: servers would make a file of that name, without the slash. */
    static boolean isDirectory(RemoteFile remote) {
        return remote.name().endsWith("/");
    }

    /** The file of a name in a remote directory. */
    static RemoteFile within(RemoteFile directory, String name) {
        return new RemoteFile(directory.host(), directory.port(), directory.name() + name, directory.mode());
    }

    private static int port(OptionalInt given, OptionalInt option) {
        if (given.isPresent() && option.isPresent()) {
            throw new IllegalArgumentException("the port is given twice: after the host and with --port");
        }
        return given.orElse(option.orElse(RemoteFile.DEFAULT_PORT));
    }
}
