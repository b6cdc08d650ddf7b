package io.tftp.core.session;

/**
 * How far a session is.
 *
 * @param bytes octets of content acknowledged by the peer, or received in order
 * @param resends packets sent again
 * @param heard whether the peer has answered
 * @param latestNanos when the latest packet came from it, on the loop's clock; 0 if none did
 */
public record SessionProgress(long bytes, long resends, boolean heard, long latestNanos) {}
