package io.tftp.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A Markdown table, whose first columns are words and whose others numbers. Not thread-safe. */
public final class Table {

    private final int columns;
    private final StringBuilder text = new StringBuilder();

    /**
     * A table without rows.
     *
     * @param words the heads of the columns with words
     * @param numbers the heads of the columns with numbers
     */
    public Table(List<String> words, List<String> numbers) {
        this.columns = words.size() + numbers.size();
        List<String> heads = new ArrayList<>(words);
        heads.addAll(numbers);
        row(heads);
        List<String> rules = new ArrayList<>(Collections.nCopies(words.size(), "---"));
        rules.addAll(Collections.nCopies(numbers.size(), "---:"));
        row(rules);
    }

    /**
     * Adds a row.
     *
     * @param cells what is in it, as many as there are columns
     */
    public void row(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException(columns + " columns, and " + cells.size() + " cells: " + cells);
        }
        text.append(
                cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
