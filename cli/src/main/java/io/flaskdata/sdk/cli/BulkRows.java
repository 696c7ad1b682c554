package io.flaskdata.sdk.cli;

import java.util.List;

/**
 * What the rows of a file become.
 *
 * @param <T> what is inserted
 */
interface BulkRows<T> {
    /** Sees all rows before the first is checked. */
    default void prepare(InputFile in) {}

    /** What is wrong with a row, each with its place and without its value; empty when nothing is. */
    List<String> problems(InputFile in, InputFile.Line line);

    /** A row without problems, to be inserted. */
    T input(InputFile.Line line);
}
