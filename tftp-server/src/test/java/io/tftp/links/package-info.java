/**
 * How transfers do on slow, short-queued, long and lossy links: what {@code scripts/bench-links} runs, and the table and the picture
 * of {@code docs/links.md} are made by.
 *
 * <p>A {@link io.tftp.links.Link} says what the link is and what is wanted on it, {@link io.tftp.links.Network} makes it of network
 * namespaces, a {@link io.tftp.links.Program} is a client and a server, and {@link io.tftp.links.Trial} lets it transfer a
 * file. Everything is read off the wire ({@link io.tftp.links.Traffic}), in the same way for all programs. Only
 * {@link io.tftp.links.LinkBench} prints. No test has an opinion on a time.
 */
@NullMarked
package io.tftp.links;

import org.jspecify.annotations.NullMarked;
