/**
 * The rough road: a proxy between TFTP clients and a server that drops, duplicates, delays, reorders, throttles and corrupts packets, in
 * the same way for the same seed. For testing firmware.
 *
 * <p>May import the core's {@code impairment}, {@code link}, {@code loop} and {@code wire}. Sockets, threads and the clock are left to the core;
 * what happens to a datagram is decided in {@code impairment}, by which the simulation of the tests goes too.
 */
@NullMarked
package io.tftp.client.chaos;

import org.jspecify.annotations.NullMarked;
