package io.tftp.comparison;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all measuring commands are told, check, and do at their end. A mixin of theirs. */
public final class BenchRun {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(names = "--short", description = "Less of everything: three minutes, and no file is written unless told.")
    private boolean small;

    @Option(names = "--rounds", paramLabel = "N", description = "Number of rounds; by default fewer with --short.")
    private @Nullable Integer rounds;

    @Option(names = "--write", description = "Write the files after a short run, too.")
    private boolean write;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Measures, and leaves nothing behind once it returns or is interrupted. */
    @FunctionalInterface
    public interface Measuring<T> {

        /**
         * Measures.
         *
         * @return what was found
         */
        T measure() throws IOException, InterruptedException;
    }

    /** Whether it is to be a short run. */
    public boolean small() {
        return small;
    }

    /**
     * Checks what picocli can't.
     *
     * @param scenarios those that were named
     * @throws ParameterException naming the option
     */
    public void check(List<String> scenarios) {
        if (rounds != null && rounds < 1) {
            throw wrong("--rounds is 1 or more, not " + rounds, null);
        }
        if (write && !scenarios.isEmpty()) {
            throw wrong("--write is for all scenarios", null);
        }
    }

    /**
     * Finds what was named.
     *
     * @param find throws IllegalArgumentException if there is no such thing
     * @return what was found
     * @throws ParameterException saying what is wrong
     */
    public <T> T named(Supplier<T> find) {
        try {
            return find.get();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private ParameterException wrong(String message, @Nullable Throwable cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }

    /** How many rounds there are to be. */
    public int rounds(int usual, int few) {
        return rounds != null ? rounds : small ? few : usual;
    }

    /** Whether the files are to be written after a run of these scenarios; none named is all. */
    public boolean writes(List<String> scenarios) {
        return scenarios.isEmpty() && (write || !small);
    }

    /** The command as it was given. */
    public String invocation() {
        List<String> words = new ArrayList<>(List.of(spec.name()));
        words.addAll(spec.commandLine().getParseResult().originalArgs());
        return String.join(" ", words);
    }

    /** Measures. Where the JVM is told to end meanwhile, the measuring is interrupted, and may tidy up before the JVM ends. */
    public static <T> T run(Measuring<T> measuring) throws IOException, InterruptedException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Thread thread = Thread.currentThread();
        Thread hook = new Thread(() -> {
            if (!over.isDone()) {
                thread.interrupt();
                over.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return measuring.measure();
        } finally {
            over.complete(null);
        }
    }
}
