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
     * @throws ContentChangedException if the content ends before {@code target} is full
     * @throws IOException if the content can't be read
     */
    void readAt(long positionBytes, ByteBuffer target) throws IOException;

    /**
     * Whether the content is known to be what it was at the opening: asked when the last piece was read, and before the last of it is
     * used. Doesn't wait for long.
     *
     * @return false if only {@link #compare} can tell
     * @throws ContentChangedException if the content was changed since the opening
     */
    boolean isUnchanged() throws IOException;

    /**
     * Compares what was read with what there is now, by reading it once more: what is the same is one version. May wait for long.
     * Any thread may call it, while another reads.
     *
     * @param sum of all that was read
     * @throws ContentChangedException if there is something else now
     * @throws IOException if the content can't be read
     */
    void compare(ContentSum sum) throws IOException;
}
