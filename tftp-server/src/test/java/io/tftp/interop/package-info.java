/**
 * The proof: transfers between this suite and the TFTP programs of others, in both directions and compared byte by byte.
 *
 * <p>Everything runs on loopback. A program that is missing is left out, loudly; with {@code -Dinterop.required=true} its
 * tests fail. What passed is collected by {@link io.tftp.interop.InteropReport}.
 */
@NullMarked
package io.tftp.interop;

import org.jspecify.annotations.NullMarked;
