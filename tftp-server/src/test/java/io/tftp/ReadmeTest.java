package io.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Java in the README is the Java that the example tests compile and run. */
class ReadmeTest {

    private static final Path CHECKOUT = Path.of(System.getProperty("tftp.checkout"));

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({
        "client, tftp-client/src/test/java/io/tftp/client/examples/ClientExampleTest.java",
        "server, tftp-server/src/test/java/io/tftp/server/examples/ServerExampleTest.java",
        "handler, tftp-server/src/test/java/io/tftp/server/examples/ServerExampleTest.java"
    })
    void theExampleIsTheOneThatIsTested(String name, String test) throws IOException {
        assertThat(javaBlocks()).contains(snippet(name, CHECKOUT.resolve(test)));
    }

    private static List<String> javaBlocks() throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block = JAVA_BLOCK.matcher(Files.readString(CHECKOUT.resolve("README.md")));
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    /** What stands between {@code // snippet: name} and {@code // end}, moved to the left. */
    private static String snippet(String name, Path source) throws IOException {
        try (Stream<String> lines = Files.lines(source)) {
            return lines.dropWhile(line -> !line.strip().equals("// snippet: " + name))
                    .skip(1)
                    .takeWhile(line -> !line.strip().equals("// end"))
                    .collect(Collectors.joining("\n", "", "\n"))
                    .stripIndent();
        }
    }
}
