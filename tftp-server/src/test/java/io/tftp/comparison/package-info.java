/**
 * How the daemon does beside the servers of others: what {@code scripts/bench} runs, and {@code docs/benchmarks.md} is made by.
 *
 * <p>All servers serve the same files on loopback and take turns; the load is {@link io.tftp.client.bench}'s. A
 * {@link io.tftp.comparison.Scenario} says what is done, a {@link io.tftp.comparison.Procedure} in which order, a
 * {@link io.tftp.comparison.Figure} what is read off, a {@link io.tftp.comparison.Target} what is wanted of it. Only
 * {@link io.tftp.comparison.Comparison} prints. No test has an opinion on a time.
 */
@NullMarked
package io.tftp.comparison;

import org.jspecify.annotations.NullMarked;
