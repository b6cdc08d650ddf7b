package io.tftp.comparison;

import java.io.IOException;
import java.util.List;

/** In which order servers are measured. */
@FunctionalInterface
interface Procedure {

    /**
     * Measures all cases.
     *
     * @param cases what to do
     * @param bench with what
     * @return a result for each case, in their order
     */
    List<CaseResult> run(List<Case> cases, Bench bench) throws IOException, InterruptedException;
}
