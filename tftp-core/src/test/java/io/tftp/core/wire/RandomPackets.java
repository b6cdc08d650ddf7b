package io.tftp.core.wire;

import java.nio.ByteBuffer;
import java.util.Random;

/** Legal packets of every kind, drawn from a seed. */
final class RandomPackets {

    /** Letters of one to four bytes, and those that mean something to somebody. */
    private static final String[] LETTERS = {
        "a", "Z", "0", "/", "\\", "%", " ", ".", "\n", "\u00e9", "\u20ac", "\ud83d\ude00"
    };

    private static final String[] NAMES = {"blksize", "TSIZE", "Timeout", "windowsize", "multicast"};

    /** The seed of every random test: {@code -Dtftp.seed=N} replays or varies them. */
    static long seed() {
        return Long.getLong("tftp.seed", 20_231_350L);
    }

    private final Random random;

    RandomPackets(Random random) {
        this.random = random;
    }

    Packet next() {
        return switch (random.nextInt(6)) {
            case 0 -> new ReadRequest(text(1, 60), mode(), options());
            case 1 -> new WriteRequest(text(1, 60), mode(), options());
            case 2 -> new Data(random.nextInt(65_536), payload());
            case 3 -> new Ack(random.nextInt(65_536), random.nextBoolean() ? 0 : random.nextInt(256));
            case 4 -> new ErrorPacket(new ErrorCode(random.nextInt(65_536)), text(0, 40));
            default -> new OptionAck(options());
        };
    }

    private TransferMode mode() {
        return random.nextBoolean() ? TransferMode.OCTET : TransferMode.NETASCII;
    }

    private Options options() {
        Options options = Options.none();
        for (int i = random.nextInt(5); i > 0; i--) {
            String name = random.nextInt(4) == 0 ? text(1, 8) : NAMES[random.nextInt(NAMES.length)];
            options =
                    options.with(name, random.nextInt(4) == 0 ? text(0, 8) : Integer.toString(random.nextInt(70_000)));
        }
        return options;
    }

    private ByteBuffer payload() {
        byte[] bytes = new byte[random.nextInt(600)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private String text(int minLetters, int maxLetters) {
        StringBuilder text = new StringBuilder();
        for (int i = minLetters + random.nextInt(maxLetters - minLetters + 1); i > 0; i--) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }
}
