/**
 * The test track: a load generator that runs many clients at once on one event loop. It compares every received byte with the expected
 * content, and stores none.
 *
 * <p>May import the front desk and the core. It needs no library; sockets, threads and the clock are left to the core.
 */
@NullMarked
package io.tftp.client.bench;

import org.jspecify.annotations.NullMarked;
