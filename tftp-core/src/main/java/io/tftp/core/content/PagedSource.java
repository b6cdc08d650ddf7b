package io.tftp.core.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Content that can be read at any place, so that it can be read in large pieces and shared by all who read it at the same
 * time. Its {@link #size} is known. Like any source it is used by one thread at a time.
 */
public interface PagedSource extends BlockSource {

    /**
     * Which version of the content this is.
     *
     * @return the version; empty if two sources can't be known to have the same content
     */
    Optional<ContentVersion> version();

    /**
     * Reads a piece.
     *
     * @param positionBytes where it begins, from 0 on
     * @param target filled from its position to its limit
     * @throws IOException if the content can't be read, or ends before {@code target} is full
     */
    void readAt(long positionBytes, ByteBuffer target) throws IOException;

    /**
     * Makes sure that all that was read is of one version: to be called when the last piece was read, and before the last of
     * it is used.
     *
     * @throws IOException if the content was changed since the opening
     */
    void verifyUnchanged() throws IOException;
}
