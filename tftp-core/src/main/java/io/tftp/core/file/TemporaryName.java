package io.tftp.core.file;

import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The names of files that are being received: {@code .tftp-<JVM>-<random>.part}, 8 and 16 hexadecimal digits.
 *
 * <p>They are made and recognised here only. The JVM's part tells the files of this process from those that another left
 * behind. Any thread may call it.
 */
public final class TemporaryName {

    private static final String PREFIX = ".tftp-";
    private static final String SUFFIX = ".part";
    private static final String OWN_PREFIX =
            PREFIX + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + "-";
    private static final Pattern PATTERN =
            Pattern.compile(Pattern.quote(PREFIX) + "[0-9a-f]{8}-[0-9a-f]{16}" + Pattern.quote(SUFFIX));

    private TemporaryName() {}

    /**
     * Makes a name that no other file has, as far as chance goes; whoever creates the file makes sure.
     *
     * @return a file name without a directory
     */
    public static String create() {
        return OWN_PREFIX
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong())
                + SUFFIX;
    }

    /**
     * Whether {@code name} is one of a temporary file, of whatever process. Letters may be of either case, since some file
     * systems don't tell them apart.
     *
     * @param name a file name without a directory
     * @return true if {@link #create} makes such names
     */
    public static boolean matches(String name) {
        return name.startsWith(".")
                && PATTERN.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether the temporary name {@code name} was made by this JVM. */
    static boolean isOwn(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(OWN_PREFIX);
    }
}
