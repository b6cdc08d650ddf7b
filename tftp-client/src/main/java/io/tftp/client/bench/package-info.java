/**
 * The test track: many clients at once on one event loop, to see what a server bears. Every byte that comes is compared with
 * what should come, and nothing is kept of it.
 *
 * <p>May import the front desk and the core. It needs no library; sockets, threads and the clock are left to the core.
 */
@NullMarked
package io.tftp.client.bench;

import org.jspecify.annotations.NullMarked;
