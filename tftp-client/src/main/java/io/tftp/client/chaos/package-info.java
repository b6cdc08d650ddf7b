/**
 * The rough road: a proxy between TFTP clients and a server that loses, doubles, delays, reorders, slows and garbles what passes
 * through it, the same way for the same seed. For those who test firmware.
 *
 * <p>May import the core's {@code impairment}, {@code net} and {@code wire}. Sockets, threads and the clock are left to the core;
 * what happens to a datagram is decided in {@code impairment}, by which the simulation of the tests goes too.
 */
@NullMarked
package io.tftp.client.chaos;

import org.jspecify.annotations.NullMarked;
