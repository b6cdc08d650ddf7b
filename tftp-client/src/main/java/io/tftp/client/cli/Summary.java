package io.tftp.client.cli;

import io.tftp.client.ForeignText;
import io.tftp.client.Resolver;
import io.tftp.client.TransferResult;
import io.tftp.core.link.AddressText;
import io.tftp.core.options.TransferParameters;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.time.Duration;

/** The line that says how a transfer went. */
final class Summary {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double THOUSAND = 1e3;
    private static final int GROUP = 3;

    /** What changed nothing when it came: the server had sent it again, or others had overtaken it. */
    private static final String STRAY = "duplicate or out-of-order packet";

    private Summary() {}

    /** Such as {@code got pxelinux.0: 42,392 bytes in 0.011 s, 3.9 MB/s, blksize 1428, windowsize 64, no resends, no duplicates}. */
    static String of(String verb, TransferResult result) {
        TransferParameters parameters = result.parameters();
        return (verb.equals("get") ? "got" : verb) + " "
                + ForeignText.clean(result.remote().name())
                + server(verb, result)
                + ": " + count(result.bytes(), "byte")
                + " in " + seconds(result.elapsed())
                + ", " + rate(result.bytesPerSecond())
                + ", blksize " + parameters.blockSizeBytes()
                + ", windowsize " + parameters.windowSize()
                + ", " + (result.resends() == 0 ? "no resends" : count(result.resends(), "resend"))
                + ", " + (result.strays() == 0 ? "no duplicates" : count(result.strays(), STRAY));
    }

    /** Which of a name's addresses it was; or that it was another one than the address that was asked. */
    private static String server(String verb, TransferResult result) {
        InetAddress server = result.server().getAddress();
        return Resolver.isWritten(result.remote().host(), server)
                ? ""
                : (verb.equals("get") ? " from " : " to ") + AddressText.of(server);
    }

    private static String count(long number, String what) {
        StringBuilder digits = new StringBuilder().append(number);
        for (int comma = digits.length() - GROUP; comma > 0; comma -= GROUP) {
            digits.insert(comma, ',');
        }
        return digits + " " + what + (number == 1 ? "" : "s");
    }

    static String seconds(Duration elapsed) {
        double seconds = elapsed.toNanos() / NANOS_PER_SECOND;
        return rounded(seconds, seconds < 1 ? 3 : 1) + " s";
    }

    static String rate(double bytesPerSecond) {
        return amount(bytesPerSecond) + "/s";
    }

    static String amount(double bytes) {
        String[] units = {"B", "kB", "MB", "GB"};
        double number = bytes;
        int unit = 0;
        while (number >= THOUSAND && unit < units.length - 1) {
            number /= THOUSAND;
            unit++;
        }
        return rounded(number, unit == 0 ? 0 : 1) + " " + units[unit];
    }

    /** As {@code String.format} would, whose first call takes as long as a small transfer. */
    private static String rounded(double number, int decimals) {
        return BigDecimal.valueOf(number)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
