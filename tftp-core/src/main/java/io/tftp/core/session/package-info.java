/**
 * The street door: one transfer's session, and the only room that knows a link, a machine and content.
 *
 * <p>A {@link io.tftp.core.session.TransferSession} lives on one event loop and drives one machine of {@code transfer} between a
 * {@link io.tftp.core.link.DatagramPort} and the content. A {@link io.tftp.core.session.SessionLoop} has what the sessions of one
 * loop share: memory for windows and pages of content.
 *
 * <p>Imports {@code link}, {@code loop}, {@code transfer}, {@code options}, {@code wire} and {@code content}.
 */
@NullMarked
package io.tftp.core.session;

import org.jspecify.annotations.NullMarked;
