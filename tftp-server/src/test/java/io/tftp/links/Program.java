package io.tftp.links;

import io.tftp.comparison.Launcher;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A client and a server, and what the client is told. */
enum Program {
    GET("tftp get, tftpd", true, false, Client.OURS, ""),
    PUT("tftp put, tftpd", false, false, Client.OURS, ""),
    GET_WINDOW_1("tftp get, tftpd, window 1", true, false, Client.OURS, "--windowsize=1"),
    GET_WINDOW_8("tftp get, tftpd, window 8", true, false, Client.OURS, "--windowsize=8"),
    GET_WINDOW_64("tftp get, tftpd, window 64", true, false, Client.OURS, "--windowsize=64"),
    GET_FROM_ATFTPD("tftp get, atftpd", true, true, Client.OURS, ""),
    ATFTP_FROM_TFTPD(
            "atftp, tftpd, window 64", true, false, Client.ATFTP, "--option,blksize 1468,--option,windowsize 64"),
    ATFTP_WINDOW_8("atftp, atftpd, window 8", true, true, Client.ATFTP, "--option,blksize 1468,--option,windowsize 8"),
    ATFTP_WINDOW_64(
            "atftp, atftpd, window 64", true, true, Client.ATFTP, "--option,blksize 1468,--option,windowsize 64"),
    HPA("tftp-hpa 5.2, tftpd, lock-step", true, false, Client.HPA, "");

    private enum Client {
        OURS,
        ATFTP,
        HPA
    }

    private final String title;
    private final boolean get;
    private final boolean fromAtftpd;
    private final Client client;

    /** With commas between them. */
    private final String options;

    Program(String title, boolean get, boolean fromAtftpd, Client client, String options) {
        this.title = title;
        this.get = get;
        this.fromAtftpd = fromAtftpd;
        this.client = client;
        this.options = options;
    }

    boolean get() {
        return get;
    }

    /** Whether atftpd is asked, and not tftpd. */
    boolean fromAtftpd() {
        return fromAtftpd;
    }

    /** Whether something is wanted of it: our own programs, with no option set. */
    boolean judged() {
        return this == GET || this == PUT;
    }

    private List<String> options() {
        return options.isEmpty() ? List.of() : Arrays.asList(options.split(",", -1));
    }

    /** What to run, in the client's namespace. */
    List<String> command(InetSocketAddress server, Path local, String remote) {
        String host = server.getAddress().getHostAddress();
        String port = Integer.toString(server.getPort());
        List<String> command = new ArrayList<>();
        switch (client) {
            case OURS -> {
                command.addAll(List.of(
                        Launcher.checkout().resolve("scripts").resolve("tftp").toString(), get ? "get" : "put", "-q"));
                command.addAll(options());
                command.add(host + ":" + port);
                command.addAll(get ? List.of(remote, local.toString()) : List.of(local.toString(), remote));
            }
            case ATFTP -> {
                command.addAll(List.of("atftp", get ? "-g" : "-p", "-l", local.toString(), "-r", remote));
                command.addAll(options());
                command.addAll(List.of(host, port));
            }
            case HPA ->
                command.addAll(List.of("tftp", "-m", "octet", host, port, "-c", "get", remote, local.toString()));
        }
        return command;
    }

    @Override
    public String toString() {
        return title;
    }
}
