/**
 * The strongroom: directories served and protected. A name from the network becomes a regular file below the served
 * directory or a refusal, whatever it contains: parent steps, absolute paths, symbolic links, devices, odd encodings.
 *
 * <p>May import the gate's handler interface and the core's {@code content} and {@code file}. Beside the cellar it is
 * the only room that opens files.
 */
@NullMarked
package io.tftp.server.files;

import org.jspecify.annotations.NullMarked;
