package io.tftp.core.fuzz;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** The inputs that are kept: a file for each target, an input in hexadecimal digits on each line. */
public final class Corpus {

    private static final HexFormat HEX = HexFormat.of();

    private Corpus() {}

    /**
     * For {@code scripts/fuzz}: {@code unpack FILE DIRECTORY} makes a file of each line, {@code pack FILE DIRECTORY} a line of each
     * file.
     *
     * @param args what to do, and with what
     * @throws IOException if a file can't be read or written
     */
    public static void main(String... args) throws IOException {
        Path file = Path.of(args[1]);
        Path directory = Files.createDirectories(Path.of(args[2]));
        if (args[0].equals("pack")) {
            pack(file, directory);
        } else {
            int number = 0;
            for (byte[] input : Files.exists(file) ? read(file) : List.<byte[]>of()) {
                Files.write(directory.resolve("kept-" + number++), input);
            }
        }
    }

    private static void pack(Path file, Path directory) throws IOException {
        TreeSet<String> lines = new TreeSet<>();
        try (DirectoryStream<Path> inputs = Files.newDirectoryStream(directory)) {
            for (Path input : inputs) {
                lines.add(HEX.formatHex(Files.readAllBytes(input)));
            }
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }

    /** The inputs of a target. */
    static List<byte[]> read(String target) throws IOException {
        return read(Path.of("src/test/resources/fuzz", target + ".hex"));
    }

    private static List<byte[]> read(Path file) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            inputs.add(HEX.parseHex(line));
        }
        return inputs;
    }

    static String hex(byte[] input) {
        return HEX.formatHex(input);
    }
}
