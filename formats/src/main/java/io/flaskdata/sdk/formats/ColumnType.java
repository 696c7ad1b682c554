package io.flaskdata.sdk.formats;

/** What a column's values are. */
public enum ColumnType {
    /** Text, as the server sent it; arrays and objects are JSON text. Every value fits. */
    TEXT,
    /** A whole number of at most 64 bits. */
    INTEGER,
    /** A number with a fixed count of decimals, all its digits kept. */
    DECIMAL,
    /** A number of at most 15 significant digits, which a {@code double} gives back with the same digits. */
    NUMBER,
    /** {@code true} or {@code false}. */
    FLAG,
    /** A day: {@code 1950-01-31}, or an instant, whose day is that in the server's zone. */
    DATE,
    /** An instant, to the microsecond. */
    INSTANT
}
