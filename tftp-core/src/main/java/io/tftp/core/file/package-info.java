/**
 * The cellar: files behind the loading dock. A file on disk becomes a source of blocks, and a temporary file that is
 * flushed and renamed when the transfer is complete becomes a sink of them, so that nobody ever sees half a file.
 *
 * <p>May import {@code content}, and nothing else of ours. This is the only room of the engine that touches the disk;
 * what can block for long here (opening, flushing, renaming, closing) is never called on an event loop.
 */
@NullMarked
package io.tftp.core.file;

import org.jspecify.annotations.NullMarked;
