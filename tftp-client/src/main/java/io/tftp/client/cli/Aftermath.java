package io.tftp.client.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a cancelled transfer leaves behind, in words. */
@FunctionalInterface
interface Aftermath {

    /**
     * What becomes of the file.
     *
     * @param answered whether the server had answered by then
     * @return a clause such as {@code local.img is unchanged}
     */
    String describe(boolean answered);

    /** Of a get into a file, which is looked at now, before the transfer. */
    static Aftermath ofGet(Path file) {
        boolean regular = Files.isRegularFile(file);
        boolean other = !regular && Files.exists(file);
        return answered -> {
            if (other) {
                return ofGetInto(file.toString()).describe(answered);
            }
            return regular ? file + " is unchanged" : "nothing was written to " + file;
        };
    }

    /** Of a get into what keeps each byte that it got: a pipe, a device, standard output. */
    static Aftermath ofGetInto(String what) {
        return answered -> answered ? "part of it may have been written to " + what : "nothing was written to " + what;
    }

    /** Of a put. */
    static Aftermath ofPut() {
        return answered -> answered
                ? "the server was told to discard the file"
                : "the server had not answered, and should have stored nothing";
    }
}
