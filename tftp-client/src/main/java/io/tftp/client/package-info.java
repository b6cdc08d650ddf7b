/**
 * The front desk: a TFTP client to embed. It gets and puts paths, streams and channels, reports progress, can be
 * cancelled, and throws typed exceptions that carry the error code.
 *
 * <p>May import the core, and never the server. It needs no library; what happens on the network and when is left to
 * the core, so there is no clock, thread or channel of its own here.
 */
@NullMarked
package io.tftp.client;

import org.jspecify.annotations.NullMarked;
