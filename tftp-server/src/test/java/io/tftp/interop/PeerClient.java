package io.tftp.interop;

import io.tftp.core.wire.ErrorCode;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The clients of others, and what each can say on its command line. */
enum PeerClient {
    TFTP_HPA(Peer.TFTP_HPA, PeerProgram.HPA_TFTP) {
        @Override
        List<String> arguments(boolean get, Terms terms, InetSocketAddress server, String local, String remote) {
            List<String> arguments = new ArrayList<>(List.of("-m", terms.isNetascii() ? "netascii" : "octet"));
            arguments.addAll(hostAndPort(server));
            arguments.addAll(List.of("-c", get ? "get" : "put"));
            arguments.addAll(get ? List.of(remote, local) : List.of(local, remote));
            return arguments;
        }
    },

    ATFTP(Peer.ATFTP, PeerProgram.ATFTP) {
        @Override
        List<String> arguments(boolean get, Terms terms, InetSocketAddress server, String local, String remote) {
            List<String> arguments = new ArrayList<>(getOrPut(get, local, remote));
            if (terms.isNetascii()) {
                arguments.addAll(List.of("--option", "mode netascii"));
            }
            terms.blockSizeBytes().ifPresent(bytes -> arguments.addAll(List.of("--option", "blksize " + bytes)));
            terms.windowSize().ifPresent(blocks -> arguments.addAll(List.of("--option", "windowsize " + blocks)));
            arguments.addAll(hostAndPort(server));
            return arguments;
        }
    },

    CURL(Peer.CURL, PeerProgram.CURL) {
        @Override
        List<String> arguments(boolean get, Terms terms, InetSocketAddress server, String local, String remote) {
            List<String> arguments = new ArrayList<>(List.of("-sS", "--globoff", get ? "-o" : "-T", local));
            terms.blockSizeBytes().ifPresent(bytes -> arguments.addAll(List.of("--tftp-blksize", "" + bytes)));
            if (terms.withoutOptions()) {
                arguments.add("--tftp-no-options");
            }
            arguments.add(url(server, remote) + (terms.isNetascii() ? ";mode=netascii" : ""));
            return arguments;
        }
    },

    BUSYBOX(Peer.BUSYBOX, PeerProgram.BUSYBOX) {
        @Override
        List<String> arguments(boolean get, Terms terms, InetSocketAddress server, String local, String remote) {
            List<String> arguments = new ArrayList<>(List.of("tftp"));
            terms.blockSizeBytes().ifPresent(bytes -> arguments.addAll(List.of("-b", "" + bytes)));
            arguments.addAll(getOrPut(get, local, remote));
            arguments.addAll(hostAndPort(server));
            return arguments;
        }
    };

    /** curl's; the others follow in the order of the ERRORs. */
    private static final int CURL_EXIT_CODE_OF_ERROR_1 = 68;

    /** atftp's for every failure. */
    private static final int ABORTED = 255;

    private final Peer peer;
    private final PeerProgram program;

    PeerClient(Peer peer, PeerProgram program) {
        this.peer = peer;
        this.program = program;
    }

    /** The client of a project that has one. */
    static PeerClient of(Peer peer) {
        return Arrays.stream(values())
                .filter(client -> client.peer == peer)
                .findFirst()
                .orElseThrow();
    }

    Peer peer() {
        return peer;
    }

    /** Whether its command line has a way to say this. tftp-hpa's client 5.2 never sends an option. */
    boolean canSay(Terms terms) {
        boolean asksWindow = terms.windowSize().isPresent();
        boolean asksBlocks = terms.blockSizeBytes().isPresent();
        return switch (this) {
            case TFTP_HPA -> !asksBlocks && !asksWindow;
            case ATFTP -> !terms.withoutOptions();
            case CURL -> !asksWindow;
            case BUSYBOX -> !asksWindow && !terms.isNetascii() && !terms.withoutOptions();
        };
    }

    /** Whether it told its user of this ERROR, by its exit code or in words. tftp-hpa's exit code is 0 all the same. */
    boolean shows(ErrorCode code, Command.Result result) {
        String words = result.out() + result.err();
        return switch (this) {
            case TFTP_HPA -> result.exitCode() == 0 && words.contains("Error code " + code.value() + ":");
            case ATFTP -> result.exitCode() == ABORTED && words.contains("error received from server <");
            case CURL -> result.exitCode() == curlExitCode(code);
            case BUSYBOX -> result.exitCode() == 1 && words.contains("server error: (" + code.value() + ")");
        };
    }

    private static int curlExitCode(ErrorCode code) {
        return CURL_EXIT_CODE_OF_ERROR_1 + code.value() - 1;
    }

    abstract List<String> arguments(boolean get, Terms terms, InetSocketAddress server, String local, String remote);

    List<String> command(boolean get, Terms terms, InetSocketAddress server, String local, String remote) {
        List<String> command = new ArrayList<>(List.of(program.path()));
        command.addAll(arguments(get, terms, server, local, remote));
        return command;
    }

    private static List<String> getOrPut(boolean get, String local, String remote) {
        return List.of(get ? "-g" : "-p", "-l", local, "-r", remote);
    }

    private static List<String> hostAndPort(InetSocketAddress server) {
        return List.of(server.getAddress().getHostAddress(), Integer.toString(server.getPort()));
    }

    private static String url(InetSocketAddress server, String remote) {
        String host = server.getAddress().getHostAddress();
        String quoted = server.getAddress() instanceof Inet6Address ? "[" + host + "]" : host;
        return "tftp://" + quoted + ":" + server.getPort() + "/" + remote;
    }
}
