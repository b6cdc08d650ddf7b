/**
 * The rehearsal stage: a virtual clock, a lossy link that repeats itself for the same seed, and a peer that plays a
 * script. Published as a test-jar, so that the tests of client and server play on it too.
 *
 * <p>May import every room of the core, and is imported by tests only.
 */
@NullMarked
package io.tftp.core.testing;

import org.jspecify.annotations.NullMarked;
