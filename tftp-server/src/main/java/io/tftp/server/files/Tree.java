package io.tftp.server.files;

import io.tftp.core.content.BlockSource;
import io.tftp.core.file.SinkDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A directory and everything below it, and a way to reach a name there without ever leaving it.
 *
 * <p>Any thread may call it. Exceptions are those of {@link ServedDirectory}, but may still name paths.
 */
interface Tree extends Closeable {

    /** Opens the regular file of a name, after symbolic links. */
    BlockSource read(RequestPath path) throws IOException;

    /** Finds where the file of a name is, after symbolic links, or would be if it existed; its directory must exist. */
    Place place(RequestPath path) throws IOException;

    /** Turns to the directory that the configured path leads to now, if it is another. */
    void refresh() throws IOException;

    /**
     * Where a file is to be received.
     *
     * @param directory to be closed by whoever gets it
     * @param name the file's name there, a single component and not a symbolic link
     */
    record Place(SinkDirectory directory, Path name) {}
}
