package io.tftp.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The inputs that fuzzing found worth keeping, once more, and a few thousand mutations of them. {@code scripts/fuzz} finds new
 * ones; each that found a mistake stays.
 */
@Tag("slow")
class FuzzCorpusTest {

    private static final int MUTATIONS = 5_000;

    private static final Map<String, Consumer<byte[]>> TARGETS = new TreeMap<>(Map.of(
            "codec", CodecFuzz::fuzzerTestOneInput,
            "negotiation", NegotiationFuzz::fuzzerTestOneInput,
            "sender", SenderFuzz::fuzzerTestOneInput,
            "receiver", ReceiverFuzz::fuzzerTestOneInput));

    static Stream<Arguments> targets() {
        return TARGETS.entrySet().stream().map(target -> Arguments.of(target.getKey(), target.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void everyInputThatWasKeptObeysTheLaws(String name, Consumer<byte[]> target) throws IOException {
        List<byte[]> inputs = Corpus.read(name);
        assertThat(inputs).as("the corpus of %s", name).hasSizeGreaterThan(10);
        for (byte[] input : inputs) {
            run(name, target, input);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void mutatedInputsObeyTheLaws(String name, Consumer<byte[]> target) throws IOException {
        List<byte[]> inputs = Corpus.read(name);
        Random random = new Random(Long.getLong("tftp.seed", 1));
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] input = inputs.get(random.nextInt(inputs.size())).clone();
            for (int flips = random.nextInt(4); flips >= 0 && input.length > 0; flips--) {
                input[random.nextInt(input.length)] = (byte) random.nextInt();
            }
            run(name, target, input);
        }
    }

    private static void run(String name, Consumer<byte[]> target, byte[] input) {
        try {
            target.accept(input);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(name + " fails for " + Corpus.hex(input), e);
        }
    }
}
