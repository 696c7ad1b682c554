/** Rows: streamed, written to a file, or read from the CSV files of a zip. */
@NullMarked
package io.flaskdata.sdk.rows;

import org.jspecify.annotations.NullMarked;
