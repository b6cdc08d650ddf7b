/**
 * The bad road: what a network does to datagrams, decided by chance that repeats itself. The simulation in virtual time and the
 * proxy on real sockets ({@code tftp chaos}) go by the same decisions.
 *
 * <p>Pure. Imports {@code wire} only.
 */
@NullMarked
package io.tftp.core.impairment;

import org.jspecify.annotations.NullMarked;
