/**
 * Targets of coverage-guided fuzzing: each is one method that takes any bytes, and throws where a law is broken. {@code
 * scripts/fuzz} runs them under Jazzer; {@code FuzzCorpusTest} runs them over the inputs that are kept, in every build.
 */
@NullMarked
package io.tftp.core.fuzz;

import org.jspecify.annotations.NullMarked;
