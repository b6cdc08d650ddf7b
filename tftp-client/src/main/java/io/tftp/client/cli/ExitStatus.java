package io.tftp.client.cli;

import io.tftp.client.LocalContentException;
import io.tftp.client.NetworkException;
import io.tftp.client.ProtocolViolationException;
import io.tftp.client.RemoteErrorException;
import io.tftp.client.TftpException;
import io.tftp.client.TransferTimeoutException;
import io.tftp.client.TransferUnconfirmedException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the command's exit status says: curl's numbers where curl has one. */
final class ExitStatus {

    static final int OK = 0;
    static final int OTHER = 1;
    static final int USAGE = 2;

    private static final int UNKNOWN_HOST = 6;
    private static final int UNREACHABLE = 7;
    private static final int PROTOCOL = 8;
    private static final int WRITE_ERROR = 23;
    private static final int READ_ERROR = 26;
    private static final int TIMEOUT = 28;

    /** Added to the number of an ERROR from 1 to 7. */
    private static final int SERVER_ERRORS = 67;

    private static final int LAST_SERVER_ERROR = 7;

    private ExitStatus() {}

    /** The exit status of a failed transfer. */
    static int of(TftpException failure, boolean get) {
        if (failure instanceof RemoteErrorException remote) {
            int code = remote.code().value();
            return code >= 1 && code <= LAST_SERVER_ERROR ? SERVER_ERRORS + code : OTHER;
        }
        if (failure instanceof TransferTimeoutException || failure instanceof TransferUnconfirmedException) {
            return TIMEOUT;
        }
        if (failure instanceof LocalContentException) {
            return get ? WRITE_ERROR : READ_ERROR;
        }
        if (failure instanceof NetworkException) {
            return failure.getCause() instanceof UnknownHostException ? UNKNOWN_HOST : UNREACHABLE;
        }
        return failure instanceof ProtocolViolationException ? PROTOCOL : OTHER;
    }

    /** For {@code --help}. */
    static Map<String, String> descriptions() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("  0", "success");
        all.put("  1", "another server error, or an internal error; bench: some transfers failed");
        all.put("  2", "usage error");
        all.put("  6", "unknown host");
        all.put("  7", "the server can't be reached: no route, or connection refused (ICMP), also in mid-transfer");
        all.put("  8", "the server broke the protocol: option negotiation failed, wrong packet or size");
        all.put(" 23", "can't write the local file");
        all.put(" 26", "can't read the local file");
        all.put(" 28", "timeout: the server didn't answer, or didn't acknowledge the last block of a put");
        all.put(" 68", "the server says: file not found");
        all.put(" 69", "the server says: access denied");
        all.put(" 70", "the server says: disk full");
        all.put(" 71", "the server says: illegal operation");
        all.put(" 72", "the server says: unknown transfer ID");
        all.put(" 73", "the server says: file already exists");
        all.put(" 74", "the server says: no such user");
        all.put("129", "terminal closed (SIGHUP)");
        all.put("130", "interrupted (Ctrl-C)");
        all.put("143", "terminated (SIGTERM)");
        return all;
    }
}
