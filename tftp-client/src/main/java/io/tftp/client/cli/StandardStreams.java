package io.tftp.client.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * What a command reads from and writes to.
 *
 * @param in a file's bytes, for {@code -}
 * @param out a file's bytes, for {@code -}, or the help; a stream that throws when it can't write
 * @param err messages
 * @param errIsTerminal whether somebody watches {@code err}
 */
record StandardStreams(InputStream in, OutputStream out, PrintStream err, boolean errIsTerminal) {

    /** Set by the launcher, because Java 17 can't tell. */
    private static final String TERMINAL_PROPERTY = "tftp.stderr.tty";

    /** The process's own. Its {@code System.out} would swallow a broken pipe and a full disk. */
    static StandardStreams ofProcess() {
        return new StandardStreams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                System.err,
                Boolean.getBoolean(TERMINAL_PROPERTY));
    }
}
