package io.tftp.core.options;

import static io.tftp.core.options.NegotiationAnswerTest.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.ProtocolException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client's side. Options stand as "name=value name=value" throughout. */
class NegotiationAcceptTest {

    private static final String ASKED = "tsize=0 blksize=1428 windowsize=16 timeout=3";

    @ParameterizedTest
    @CsvSource({
        // granted, then the parameters: block size, window, timeout and size, 0 and -1 for none
        "blksize=1428, 1428, 1, 0, -1",
        "blksize=1427, 1427, 1, 0, -1",
        "blksize=8, 8, 1, 0, -1",
        "windowsize=16, 512, 16, 0, -1",
        "windowsize=1, 512, 1, 0, -1",
        "timeout=3, 512, 1, 3, -1",
        "timeout=03, 512, 1, 3, -1",
        "tsize=0, 512, 1, 0, 0",
        "tsize=5000000000, 512, 1, 0, 5000000000",
        "TIMEOUT=3 WindowSize=4 BlkSize=1024 TSIZE=7, 1024, 4, 3, 7",
        "blksize=1024 blksize=512, 1024, 1, 0, -1"
    })
    void acceptsWhatWasAskedOrLess(String granted, int block, int window, int timeout, long size)
            throws ProtocolException {
        TransferParameters expected = new TransferParameters(
                block,
                window,
                timeout == 0 ? OptionalInt.empty() : OptionalInt.of(timeout),
                size < 0 ? OptionalLong.empty() : OptionalLong.of(size));

        assertThat(Negotiation.accept(options(ASKED), options(granted))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', server granted no option",
        "blksize=1429, server granted blksize=1429 where 1428 was asked",
        "blksize=7, server granted blksize=7 where 1428 was asked",
        "blksize=, server granted blksize= where 1428 was asked",
        "blksize=+512, server granted blksize=+512 where 1428 was asked",
        "blksize=99999999999999999999, server granted blksize=99999999999999999999 where 1428 was asked",
        "windowsize=17, server granted windowsize=17 where 16 was asked",
        "windowsize=0, server granted windowsize=0 where 16 was asked",
        "windowsize=x, server granted windowsize=x where 16 was asked",
        "timeout=2, server granted timeout=2 where 3 was asked",
        "timeout=4, server granted timeout=4 where 3 was asked",
        "timeout=three, server granted timeout=three where 3 was asked",
        "tsize=-1, server granted tsize=-1 where 0 was asked",
        "tsize=9223372036854775808, server granted tsize=9223372036854775808 where 0 was asked",
        "blksize=512 blksize=9999, server granted blksize=9999 where 1428 was asked",
        "'blksize=512 multicast=,,1', 'server granted multicast=,,1, which was not asked'",
        "Rollover=0, 'server granted Rollover=0, which was not asked'"
    })
    void refusesWhatWasNotAskedAndSaysWhy(String granted, String message) {
        ProtocolException e = catchThrowableOfType(
                ProtocolException.class, () -> Negotiation.accept(options(ASKED), options(granted)));

        assertThat(e).hasMessage(message);
        assertThat(e.code()).isEqualTo(ErrorCode.OPTION_NEGOTIATION_FAILED);
        assertThat(e.toPacket().message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({"blksize=1024", "windowsize=2", "timeout=1", "tsize=5"})
    void refusesAnyOptionIfNoneWasAsked(String granted) {
        ProtocolException e = catchThrowableOfType(
                ProtocolException.class, () -> Negotiation.accept(Options.none(), options(granted)));

        assertThat(e).hasMessage("server granted " + granted + ", which was not asked");
    }

    @ParameterizedTest
    @CsvSource({"blksize=70000", "windowsize=32768", "timeout=256", "timeout=0"})
    void nothingOutOfRangeIsAcceptedEvenIfAsked(String both) {
        ProtocolException e =
                catchThrowableOfType(ProtocolException.class, () -> Negotiation.accept(options(both), options(both)));

        assertThat(e.code()).isEqualTo(ErrorCode.OPTION_NEGOTIATION_FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "blksize2=512, blksize2=256",
        "blksize2=1428, blksize2=1024",
        "blksize2=65464, blksize2=8",
        "utimeout=10000, utimeout=10000",
        "utimeout=255000000, utimeout=255000000",
        "rollover=0, rollover=0",
        "rollover=1, ROLLOVER=1",
        "msftwindow=31416, msftwindow=27182"
    })
    void acceptsTheOptionsOfPrograms(String asked, String granted) throws ProtocolException {
        TransferParameters accepted = Negotiation.accept(options(asked), options(granted));

        assertThat(accepted).isEqualTo(OptionValues.parameters(options(granted)));
        assertThat(options(granted).entries()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "blksize2=512, blksize2=1024",
        "blksize2=512, blksize2=500",
        "blksize2=512, blksize2=4",
        "utimeout=500000, utimeout=500001",
        "utimeout=9999, utimeout=9999",
        "utimeout=255000001, utimeout=255000001",
        "rollover=1, rollover=0",
        "rollover=0, rollover=1",
        "rollover=2, rollover=2",
        "msftwindow=31416, msftwindow=31416",
        "msftwindow=27182, msftwindow=27182",
        "windowsize=32768 rollover=1, windowsize=32768 rollover=1"
    })
    void refusesOtherAnswersToTheOptionsOfPrograms(String asked, String granted) {
        ProtocolException e = catchThrowableOfType(
                ProtocolException.class, () -> Negotiation.accept(options(asked), options(granted)));

        assertThat(e.code()).isEqualTo(ErrorCode.OPTION_NEGOTIATION_FAILED);
    }

    @Test
    void anOptionOfTheCallersOwnIsTheCallersToJudge() throws ProtocolException {
        assertThat(Negotiation.accept(options("x=1"), options("x=2"))).isEqualTo(TransferParameters.RFC_1350);
    }

    /** Whatever a client asks and however tight the limits: both come to the same parameters. */
    @Test
    void clientAndServerAgree() throws ProtocolException {
        long seed = Long.getLong("tftp.seed", 2347);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Proposal proposal = new Proposal(
                    maybe(random, 8, 65_464), maybe(random, 1, 32_767), maybe(random, 1, 255), random.nextBoolean());
            Limits limits =
                    new Limits(8 + random.nextInt(65_457), 1 + random.nextInt(32_767), 1 + random.nextInt(1 << 24));
            OptionalLong size = random.nextBoolean() ? OptionalLong.of(random.nextInt(9)) : OptionalLong.empty();
            Options read = proposal.toReadOptions();
            Options write = proposal.toOptions(size);

            Negotiation.Answer readAnswer = Negotiation.answer(read, limits, size);
            Negotiation.Answer writeAnswer = Negotiation.answerWrite(write, limits);

            assertAgreed(seed, read, readAnswer);
            assertAgreed(seed, write, writeAnswer);
        }
    }

    /** An answer that grants nothing is sent as no OACK at all, and there is nothing to accept. */
    private static void assertAgreed(long seed, Options asked, Negotiation.Answer answer) throws ProtocolException {
        TransferParameters client =
                answer.optionAckNeeded() ? Negotiation.accept(asked, answer.granted()) : TransferParameters.RFC_1350;
        assertThat(client).as("-Dtftp.seed=%d: %s", seed, asked).isEqualTo(answer.parameters());
    }

    private static OptionalInt maybe(Random random, int min, int max) {
        return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(min + random.nextInt(max - min + 1));
    }
}
