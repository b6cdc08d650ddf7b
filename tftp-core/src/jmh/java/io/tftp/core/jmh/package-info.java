/** What all benchmarks have in common. {@code scripts/bench-machines} runs them, {@code docs/machines.md} has the results. */
@NullMarked
package io.tftp.core.jmh;

import org.jspecify.annotations.NullMarked;
