package io.tftp.interop;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, with nothing to read on its standard input. */
public final class Command {

    /** Many times what the longest transfer takes; nothing is left hanging after it. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private Command() {}

    /**
     * What a program left behind.
     *
     * @param exitCode its exit code
     * @param out its standard output, a character for each byte
     * @param err its standard error, likewise
     */
    public record Result(int exitCode, String out, String err) {

        byte[] outBytes() {
            return out.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return "exit code " + exitCode + ", " + out.length() + " bytes of output, and says: " + err;
        }
    }

    /**
     * Runs a program in the current directory.
     *
     * @param command its name, and arguments
     * @return what it left behind
     * @throws IOException if it can't be started
     * @throws InterruptedException if the thread is interrupted, upon which the program is ended
     */
    public static Result run(List<String> command) throws IOException, InterruptedException {
        return run(command, Path.of("").toAbsolutePath());
    }

    static Result run(List<String> command, Path directory) throws IOException, InterruptedException {
        Path outputs = Files.createTempDirectory("interop-output");
        Path out = outputs.resolve("out");
        Path err = outputs.resolve("err");
        try {
            Process process = start(command, directory, out, err);
            try {
                if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    fail("%s didn't end within %s; it said: %s%s", command, PATIENCE, read(out), read(err));
                }
            } finally {
                kill(process);
            }
            return new Result(process.exitValue(), read(out), read(err));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
            Files.delete(outputs);
        }
    }

    static Process start(List<String> command, Path directory, Path out, Path err) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    /** Ends a process, and those that it started; does nothing if it has ended. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
