/**
 * The bargain table: from the options asked for to the parameters both sides go by (RFC 2347).
 *
 * <p>The client states a {@link io.tftp.core.options.Proposal}; the server answers it within its {@link
 * io.tftp.core.options.Limits}; the client accepts or refuses the answer. All three are in {@link
 * io.tftp.core.options.Negotiation}, which knows every option, and end in {@link
 * io.tftp.core.options.TransferParameters}, which hold the ranges.
 *
 * <p>Pure: it imports nothing of ours but {@code wire}, reads no clock and holds no state. All types are immutable or
 * have only static methods, so that any thread may use them.
 */
@NullMarked
package io.tftp.core.options;

import org.jspecify.annotations.NullMarked;
