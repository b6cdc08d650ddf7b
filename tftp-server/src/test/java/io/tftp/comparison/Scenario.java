package io.tftp.comparison;

import java.util.List;

/**
 * Cases that belong together.
 *
 * @param name how it is called on the command line
 * @param title how it is called in the report
 * @param about what is done and what has to be known of it, in Markdown
 * @param columns what the table shows
 * @param cases one after the other
 * @param procedure in which order the servers are measured
 */
record Scenario(String name, String title, String about, List<Figure> columns, List<Case> cases, Procedure procedure) {}
